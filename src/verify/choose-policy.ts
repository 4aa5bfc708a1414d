/** The validation policy that a name or a path means. */
import { readFile } from 'node:fs/promises'
import { PolicyError, readPolicy, SHIPPED_POLICIES } from '../evidence/policy/read-policy.ts'
import { explainFileFault } from '../file-fault.ts'
import type { ValidationPolicy } from '../validation/policy.ts'

/** @throws PolicyError */
export async function choosePolicy(named: string): Promise<ValidationPolicy> {
  return SHIPPED_POLICIES.get(named) ?? readPolicy(await readText(named), named)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new PolicyError(
      `Không có chính sách nào tên "${path}" và cũng không đọc được tệp này: ${explainFileFault(error)}. ` +
        `Chọn ${[...SHIPPED_POLICIES.keys()].join(', ')}, hoặc ghi đúng đường dẫn tới tệp chính sách.`,
      { cause: error },
    )
  }
}
