/** Where the units of the register lie: names like Tân Lập or Phòng Nội vụ exist in many places. */

export const HOME = { district: 'Hướng Hóa', province: 'Quảng Trị' } as const
