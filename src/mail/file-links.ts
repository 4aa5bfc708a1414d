/** Links to files in the words of a letter, which are told and never followed. */
import { type Bytes, toLatin1 } from '../bytes.ts'

/** Longest text looked at; the words of a letter are a few kilobytes. */
const MAX_TEXT = 1024 * 1024

/** Where units have been seen to put files: what is sent from there is a link in place of a file. */
const FILE_HOSTS =
  /^(?:(?:drive|docs)\.google\.com|(?:[\w-]+\.)?(?:dropbox\.com|1drv\.ms|onedrive\.live\.com|sharepoint\.com|mega\.nz|fshare\.vn|mediafire\.com|wetransfer\.com|we\.tl|zalo\.me|zdn\.vn))$/

/** Ends of paths that name a document or an archive. */
const FILE_NAME = /\.(?:pdf|docx?|xlsx?|odt|ods|xml|p7m|p7s|zip|rar|7z)$/i

const LINK = /https?:\/\/[^\s"'<>\\]{1,2000}/gi

export function hasFileLinks(text: Bytes): boolean {
  const links = toLatin1(text.subarray(0, MAX_TEXT)).match(LINK) ?? []
  return links.some((link) => {
    const url = URL.parse(link)
    return url !== null && (FILE_HOSTS.test(url.hostname) || FILE_NAME.test(url.pathname))
  })
}
