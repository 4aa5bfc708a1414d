/** How pdf.js opens a document here: without forms in XML, network or fonts of the system; with the data that it brings. */
import { fileURLToPath } from 'node:url'
import type { Bytes } from '../src/bytes.ts'

export function documentOptions(bytes: Bytes) {
  // A copy: pdf.js takes the memory away from whoever hands it over.
  fixed ??= fixedOptions()
  return { ...fixed, data: new Uint8Array(bytes) }
}

const part = (name: string) => `${fileURLToPath(import.meta.resolve(`pdfjs-dist/${name}`))}/`

/** Found when the first document is opened: nothing is found where the package is not installed. */
let fixed: ReturnType<typeof fixedOptions> | null = null

const fixedOptions = () =>
  ({
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    standardFontDataUrl: part('standard_fonts'),
    cMapUrl: part('cmaps'),
    wasmUrl: part('wasm'),
    iccUrl: part('iccs'),
  }) as const
