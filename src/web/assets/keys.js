// Lists that are worked through by the keyboard: J and K move, other letters follow the link of the row that bears them.
// Without this script the same links are reached with Tab.

const rows = () => [...document.querySelectorAll('#main [data-row]')]
const firstLink = (row) => row.querySelector('a[data-key]') ?? row.querySelector('a')
const isTold = (key) => [...document.querySelectorAll('[data-keys-help] kbd')].some((told) => told.textContent === key)
const line = document.getElementById('live')

// Seen and read aloud, until the next key.
function say(text) {
  line.className = text === '' ? 'unseen' : 'said'
  line.textContent = text
}

// Why a letter that the page tells of does nothing here.
function explain(key, row) {
  if (row === undefined) return 'Chưa chọn việc nào: nhấn J hoặc K để chọn.'
  const links = [...row.querySelectorAll('a[data-key]')]
  const verbs = links.map((link) => `${link.textContent.toLowerCase()} (${link.dataset.key.toUpperCase()})`)
  return `Việc này không dùng được phím ${key}. Có thể: ${verbs.join(', ')}.`
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, select, textarea')) return
  const key = event.key.toLowerCase()
  say('')
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
  } else if (isTold(event.key.toUpperCase())) say(explain(event.key.toUpperCase(), all[at]))
})

// Told only where it works.
document.documentElement.dataset.keys = ''
