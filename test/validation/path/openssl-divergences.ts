/** Where `openssl verify` (3.0) says otherwise than the judge, and why the judge does not follow. Reviewed case by case. */

type Divergence = { readonly why: string; readonly accepts: boolean; readonly cases: readonly string[] }

export const DIVERGENCES: readonly Divergence[] = [
  {
    why: 'it does not inherit DSA parameters (RFC 5280, 6.1.4 (f))',
    accepts: false,
    cases: [
      '4.1 signature verification: inherited DSA parameters',
      '4.1 signature verification: DSA parameters inherited from one that inherited them',
    ],
  },
  {
    why: 'its validity ends before the last second, which RFC 5280, 4.1.2.5 includes',
    accepts: false,
    cases: ['4.2 validity periods: a signer in its last second'],
  },
  {
    why: 'it prepares letters of ASCII only (RFC 5280, 7.1; RFC 4518, 2)',
    accepts: false,
    cases: [
      '4.3 name chaining: composed and decomposed letters',
      '4.3 name chaining: letters of another width',
      '4.3 name chaining: characters that stand for nothing',
      '4.13 name constraints: directory: in other letters and spaces',
    ],
  },
  {
    why: 'it prepares letters of ASCII only, so that an excluded name passes with a character that is not seen',
    accepts: true,
    cases: ['names that slip through: a directory name with a character that stands for nothing, excluded'],
  },
  {
    why: 'key identifiers are conditions to it, where RFC 4158, 3.5.2 has them for hints',
    accepts: false,
    cases: [
      'search for paths: a new key of the CA, and a key identifier that points to the old one',
      'search for paths: a key identifier that points to nobody',
    ],
  },
  {
    why: 'it does not find its way where a key for lists stands on its own list (PKITS 4.5.6)',
    accepts: false,
    cases: ['4.5 self-issued certificates and new keys: a key for lists that the CA has issued to itself'],
  },
  {
    why: 'to it a certificate without a point has no place on a list for one, though it be the issuer (RFC 5280, 6.3.3 (b) (2) (i))',
    accepts: false,
    cases: [
      '4.14 distribution points: a list for one point that is the issuer itself, and a certificate that names none',
    ],
  },
  {
    why: 'it does not know certificates without a status (RFC 9608)',
    accepts: false,
    cases: ['false authorities: a signer whose status is published nowhere'],
  },
  {
    why: 'its tree of policies is given up where it grows too large, where the graph of RFC 9618 stays small',
    accepts: false,
    cases: ['false authorities: policies that each authority maps to all others (CVE-2023-0464)'],
  },
  {
    why: 'any policy that is inhibited still stands for what it maps, where RFC 5280, 6.1.4 (b) (1) wants a node for it',
    accepts: true,
    cases: ['4.12 inhibit any policy: at once, and an authority maps what any would stand for'],
  },
  {
    why: 'of what an anchor restricts it follows the names and the length, and not the policies (RFC 5937, 3)',
    accepts: true,
    cases: ['4.9 require explicit policy: of the anchor itself', '4.12 inhibit any policy: of the anchor itself'],
  },
  {
    why: 'it takes a length beyond all numbers for none',
    accepts: true,
    cases: ['false authorities: a path length that fits no number'],
  },
  {
    why: 'it looks for doubles only among the extensions that it knows (RFC 5280, 4.2)',
    accepts: true,
    cases: ['false authorities: an unknown extension twice in the signer'],
  },
  {
    why: 'it knows no dates at which algorithms and keys end (TS 119 312)',
    accepts: true,
    cases: [
      'keys: RSA with 512 bits at any time',
      'keys: RSA with 768 bits before their end in 2010, which is below what is accepted at any time',
      'keys: RSA with 1024 bits after their end',
      'keys: RSA with 1896 bits and one below the size that still counts',
      'keys: a curve of 112 bits',
      'keys: a CA that the root signed with MD5',
      'keys: a signer whose CA signed with MD5',
    ],
  },
  {
    why: 'it takes any exponent (RFC 8017, 3.1)',
    accepts: true,
    cases: ['keys: RSA with exponent 1, for which anybody can write a signature'],
  },
  {
    why: 'it compares octets, whether or not they are a host, a mailbox or a URI: what is excluded passes in another spelling',
    accepts: true,
    cases: [
      'names that slip through: a host with a dot at its end, excluded',
      'names that slip through: a host with an octet zero at its end, excluded',
      'names that slip through: a host with letters beyond ASCII, excluded',
      'names that slip through: an empty host, excluded',
      'names that slip through: all hosts of a domain, one of which is excluded (CVE-2025-61727)',
      'names that slip through: part of a label for any',
      'names that slip through: an excluded domain with a dot at its end',
      'names that slip through: a user before the excluded host',
      'names that slip through: the excluded host after a backslash',
      'names that slip through: a letter of the excluded host as its code',
      'names that slip through: a tab in the excluded host',
      'names that slip through: the excluded host with a dot at its end',
      'names that slip through: an octet zero after the excluded host',
      'names that slip through: an address of four numbers for the host, excluded',
      'names that slip through: an address of one number for the host, excluded',
      'names that slip through: an address in hexadecimal for the host, excluded',
      'names that slip through: an address of version 6 for the host, excluded',
      'names that slip through: a mail address with a dot at its end, excluded',
      'names that slip through: a mail address with a name before it, excluded',
      'names that slip through: a mailbox in quotes, excluded',
    ],
  },
  {
    why: 'it compares octets, whether or not they are a host, a mailbox or a URI: what is permitted stands behind what is not',
    accepts: true,
    cases: [
      'names that slip through: a host cut by an octet zero, permitted',
      'names that slip through: a host with a blank, permitted',
      'names that slip through: a host without a label, permitted',
      'names that slip through: the permitted host as user and password of another',
      'names that slip through: a mail address cut by an octet zero, permitted',
      'names that slip through: a mail address with two signs at, permitted',
      'names that slip through: a mail address without a mailbox, permitted',
      'names that slip through: a mailbox beyond ASCII, permitted',
    ],
  },
  {
    why: 'its limit is another: a million comparisons, a hundred authorities, any number of expired ones',
    accepts: true,
    cases: [
      'names that slip through: more names and constraints than are compared',
      'search for paths: forty certificates of the CA that ended, and the one that holds after them',
      'search for paths: one authority more than a path may have',
    ],
  },
  {
    why: 'trust has neither dates nor roles there (EN 319 102-1, 5.2.6.4)',
    accepts: true,
    cases: [
      'search for paths: an anchor whose trust begins later',
      'search for paths: an anchor whose trust has ended',
      'search for paths: an anchor that is trusted for time-stamps only',
    ],
  },
]
