/** A sealed process that draws pages: it reads the file that it is pointed to and answers with pictures, nothing else. */
import { drawPictures } from './draw-pictures.ts'
import { loadNumberFont } from './mark-boxes.ts'
import type { PictureAnswer, PictureQuestion } from './picture-messages.ts'
import { readDocument } from './read-document.ts'
import { loadRenderer, RenderError } from './render-page.ts'

/** What pdf.js leaves out by our limit, it leaves out without an error: half a page would be shown as the whole one. */
const LEFT_OUT = 'exceeded maximum allowed size'
let isLeftOut = false
console.warn = (message: unknown) => {
  isLeftOut ||= String(message).includes(LEFT_OUT)
}

// Nothing here asks the network for anything. What does so by mistake, or by somebody's wish, finds no way.
for (const name of ['fetch', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name)

const renderer = loadRenderer().then((loaded) => {
  if (loaded) loadNumberFont(loaded)
  return loaded
})

// Only the pool writes to this channel.
process.on('message', async (question: PictureQuestion) => process.send?.(await answer(question)))
// The service has gone, however it ended.
process.on('disconnect', () => process.exit())

async function answer({ path, sha256: name, picture }: PictureQuestion): Promise<PictureAnswer> {
  try {
    const loaded = await renderer
    if (!loaded) return { kind: 'none', why: 'no-renderer' }
    const bytes = readDocument(path, name)
    if (typeof bytes === 'string') return { kind: 'none', why: bytes }
    isLeftOut = false
    const drawn = await drawPictures(loaded, bytes, picture)
    return isLeftOut ? { kind: 'none', why: 'limit' } : drawn
  } catch (error) {
    if (error instanceof RenderError) return { kind: 'none', why: 'unreadable' }
    return { kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
