/** What stands above the words of a letter on its page. */
import type { LetterWords } from '../mail/letter-words.ts'
import { explainDamage } from './damage-words.ts'

const KINDS = {
  words:
    'Chỉ hiển thị chữ; định dạng, hình ảnh và liên kết của thư được bỏ qua. Lời thư không ảnh hưởng đến kết quả kiểm tra.',
  none: 'Thư không có lời.',
  unreadable: 'Lời thư không đọc được. Văn bản kèm theo vẫn được kiểm tra.',
} as const

export const MORE_WORDS = 'Lời thư còn tiếp; ở đây chỉ hiển thị phần đầu.'

export function explainWords(kind: LetterWords['kind']): string {
  return kind === 'damaged' ? explainDamage('changed').sentence : KINDS[kind]
}
