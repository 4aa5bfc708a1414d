/** The files that a command line names: files, folders, standard input. */
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { indexOf } from '../bytes.ts'

/** A file to judge: how the user knows it, and where it lies. */
export type InputFile = { readonly name: string; readonly path: string }

/** A PDF's header lies within its first 1024 bytes (ISO 32000-1, annex H, note 13). */
const HEADER_BYTES = 1024

/**
 * In the order given, folders with all below them in the order of their names. A file that is named is listed whatever
 * it is, and so is a folder that cannot be read, so that neither is passed over in silence.
 *
 * @param keepStdin writes what `-` stands for into a file and returns its path.
 */
export async function* listInputs(
  inputs: readonly string[],
  keepStdin: () => Promise<string>,
): AsyncGenerator<InputFile> {
  for (const input of inputs) {
    if (input === '-') yield { name: input, path: await keepStdin() }
    else if (await isFolder(input)) yield* below(input)
    else yield { name: input, path: input }
  }
}

async function isFolder(path: string): Promise<boolean> {
  // A link to a folder, when named, is followed by the slash.
  const found = await lstat(`${path}/`).catch(() => null)
  return found?.isDirectory() ?? false
}

/** Links are not followed: what they point to may lie elsewhere, or above. */
async function* below(folder: string): AsyncGenerator<InputFile> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null)
  if (entries === null) {
    yield { name: folder, path: folder }
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* below(path)
    else if (entry.isFile() && (await isPdf(path))) yield { name: path, path }
  }
}

async function isPdf(path: string): Promise<boolean> {
  if (path.toLowerCase().endsWith('.pdf')) return true
  const file = await open(path).catch(() => null)
  if (file === null) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    return indexOf(buffer.subarray(0, bytesRead), '%PDF-') >= 0
  } finally {
    await file.close()
  }
}
