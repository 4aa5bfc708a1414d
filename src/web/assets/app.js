// Keeps an open page up to date: when the server tells of a change, the main part is fetched and put in place.
// Without this script each page works as it is, and says when it was made.

const GENTLE_MS = 2000 // Between two updates, so that a busy hour does not make the page flicker.
const RETRY_MS = 30000 // After the server refused a stream.

// Only what this server sends as a page is parsed; other browsers take the text as it is.
const own = { createHTML: (text) => text }
const policy = globalThis.trustedTypes?.createPolicy('page', own) ?? own

const live = document.getElementById('live')
let shown = document.documentElement.dataset.revision
let wanted = shown
let timer = 0

function listen() {
  const source = new EventSource('/events')
  source.addEventListener('revision', (event) => {
    wanted = event.data
    plan()
  })
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MS)
  })
  addEventListener('pagehide', () => source.close(), { once: true })
}

function plan() {
  if (timer === 0 && wanted !== shown && !document.hidden) timer = setTimeout(update, GENTLE_MS)
}

async function update() {
  if (isBeingRead(document.getElementById('main'))) {
    timer = setTimeout(update, GENTLE_MS)
    return
  }
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
    if (answer.status === 401) location.reload() // The session is over: the form to sign in says so.
    if (answer.ok) put(new DOMParser().parseFromString(policy.createHTML(await answer.text()), 'text/html'))
  } catch {
    // The server is away; the stream reconnects by itself and tells the revision again.
    live.textContent = 'Chưa cập nhật được trang; đang thử lại.'
  } finally {
    timer = 0
    plan()
  }
}

function put(page) {
  const before = document.getElementById('main')
  const after = page.getElementById('main')
  if (after && isBeingRead(before)) return
  shown = page.documentElement.dataset.revision
  if (!after) return
  const open = [...before.querySelectorAll('details[open][id]')].map((details) => details.id)
  const focus = placeOf(document.activeElement, before)
  const [x, y] = [scrollX, scrollY]
  before.replaceWith(document.adoptNode(after))
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  if (focus !== null) after.querySelectorAll(focus.selector)[focus.index]?.focus({ preventScroll: true })
  scrollTo(x, y)
  document.title = page.title
  if (after.dataset.summary && after.dataset.summary !== before.dataset.summary)
    live.textContent = after.dataset.summary
}

// Text that is being selected or typed would be lost; the update comes when that is done.
function isBeingRead(main) {
  const selection = getSelection()
  if (main.querySelector(':is(input, select, textarea):focus')) return true
  return selection !== null && !selection.isCollapsed && main.contains(selection.anchorNode)
}

// What has the focus, found again by its name, by its address or by the details it opens.
function placeOf(element, main) {
  if (element === null || !main.contains(element)) return null
  const selector = element.matches('a[href]')
    ? `a[href="${CSS.escape(element.getAttribute('href'))}"]`
    : element.matches('details[id] > summary')
      ? `#${CSS.escape(element.parentElement.id)} > summary`
      : element.id !== '' && element !== main
        ? `#${CSS.escape(element.id)}`
        : null
  return selector && { selector, index: [...main.querySelectorAll(selector)].indexOf(element) }
}

// Copies a text that is shown beside its button; without this script it can be selected and copied by hand.
for (const button of document.querySelectorAll('[data-copies]')) {
  if (!navigator.clipboard) break
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value)
    live.textContent = button.dataset.done
    button.textContent = button.dataset.done
  })
}

// A page that holds what somebody types, or what is shown once, stays as it is.
if (!('still' in document.getElementById('main').dataset)) {
  document.addEventListener('visibilitychange', plan)
  listen()
}
