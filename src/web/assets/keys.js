// Lists that are worked through by the keyboard: J and K move, other letters follow the link of the row that bears them.
// Without this script the same links are reached with Tab.

const rows = () => [...document.querySelectorAll('#main [data-row]')]
const firstLink = (row) => row.querySelector('a[data-key]') ?? row.querySelector('a')

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, select, textarea')) return
  const key = event.key.toLowerCase()
  const all = rows()
  const at = all.findIndex((row) => row.contains(document.activeElement))
  if (key === 'j' || key === 'k') {
    const next = key === 'j' ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0)
    const row = all[next]
    if (row === undefined) return
    event.preventDefault()
    firstLink(row)?.focus()
    row.scrollIntoView({ block: 'nearest' })
    return
  }
  const link = all[at]?.querySelector(`a[data-key="${CSS.escape(key)}"]`)
  if (link) {
    event.preventDefault()
    link.click()
  }
})

// Told only where it works.
for (const help of document.querySelectorAll('[data-keys-help]')) help.hidden = false
