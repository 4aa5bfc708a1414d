/** Where the units of the register lie: names like Tân Lập or Phòng Nội vụ exist in many places. */

export const DISTRICT_RANKS = ['huyện', 'quận', 'thị xã', 'thành phố'] as const

export type Home = {
  /** With its rank, one of `DISTRICT_RANKS`: `huyện Hướng Hóa`. Null where the units lie all over a province, as since 1/7/2025 (Luật 72/2025/QH15). */
  readonly district: string | null
  /** Without its rank. */
  readonly province: string
}
