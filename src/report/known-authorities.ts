/** Authorities that offices of Viet Nam use, by the names that stand in certificates: who is missing, not who is at fault. */

/**
 * Common names, as those of `src/evidence/pins.json` are known to sign. A name proves nothing, and nothing is trusted for it:
 * it tells whose certificate the operator would have to import.
 */
const KNOWN: ReadonlySet<string> = new Set(
  [
    'Co quan chung thuc so chuyen dung Chinh phu (RootCA)',
    'Co quan chung thuc so Chinh phu',
    'Co quan chung thuc so Dang Cong san',
    'Co quan chung thuc so Bo Tai chinh',
    'Co quan chung thuc so Bo Cong an',
    'Cơ quan chứng thực số Bộ Ngoại giao',
    'RootCA chuyên dùng Chính phủ G2',
    'CA phục vụ các cơ quan Nhà nước G2',
    'CA phục vụ các cơ quan Đảng G2',
    'MIC National Root CA',
    'Vietnam National Root CA',
    'VNPT-CA SHA2',
  ].map(folded),
)

/** @param issuer the common name of whoever issued a certificate for which no path was found. */
export function isKnownAuthority(issuer: string | undefined): issuer is string {
  return issuer !== undefined && KNOWN.has(folded(issuer))
}

function folded(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase('vi').trim()
}
