/** Why a file cannot be opened, as the second half of a sentence for the operator. */

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'không có tệp này; kiểm tra lại đường dẫn',
  ENOTDIR: 'không có tệp này; kiểm tra lại đường dẫn',
  EISDIR: 'đây là một thư mục, không phải tệp',
  EACCES: 'chương trình không có quyền đọc; kiểm tra quyền của tệp',
  EPERM: 'chương trình không có quyền đọc; kiểm tra quyền của tệp',
  EMFILE: 'đang mở quá nhiều tệp; thử lại sau',
}

/** Of an error of Node's file system; of any other that it cannot be read, without words of another language. */
export function explainFileFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? `không đọc được${/^[A-Z]+$/.test(code) ? ` (${code})` : ''}`
}
