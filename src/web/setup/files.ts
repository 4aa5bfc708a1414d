/** Files that a form brings. */
import type { Bytes } from '../../bytes.ts'
import type { WebContext } from '../route.ts'

/** A browser sends an empty one where none was chosen. */
export async function filesOf(
  c: WebContext,
  name: string,
): Promise<readonly { readonly name: string; readonly bytes: Bytes }[]> {
  const files = (await c.req.formData()).getAll(name).filter((value) => value instanceof File && value.size > 0)
  return Promise.all(
    files.flatMap((file) =>
      file instanceof File
        ? [file.arrayBuffer().then((bytes) => ({ name: file.name, bytes: new Uint8Array(bytes) }))]
        : [],
    ),
  )
}
