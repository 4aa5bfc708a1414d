/** Where OpenSSL 3 says another thing than the judge, and why the judge stays with it. Each row was looked at. */

/** By the name of the case. */
type Divergences = Readonly<Record<string, string>>

const ONE_TIME =
  'OpenSSL knows one time: whatever is revoked on a list is, and a list must be older than the time that is judged.'
const ITS_NOW = 'The times of a response are compared with the clock of the machine, which the test must switch off.'
const ANY_AGE = 'How old data may be that name no end, or beside their end, is for a policy to say; OpenSSL has none.'
const ANY_DIGEST = 'OpenSSL asks for no strength of a digest at the level of security that is set by default here.'
const FIRST_HIT = 'Of what contradicts itself or is repeated OpenSSL takes the first that it meets.'
const NO_STATUS_OF_RESPONDER =
  'OpenSSL asks for no status of a responder unless it is told to, and then for lists alone.'
const NOT_REMOVED =
  'removeFromCRL makes a certificate good for OpenSSL, wherever it stands; RFC 5280, 5.3.1 has it end a hold.'

export const LIST_DIVERGENCES: Divergences = {
  'a list of one distribution point under the directory name of the issuer itself speaks of a certificate without any':
    'RFC 5280, 6.3.3, last paragraph: a certificate without a point has one under the name of its issuer. OpenSSL has it not.',
  'a list for some reasons is not needed where a list of the issuer speaks for all':
    'The same paragraph: lists that the points do not name are asked in the end, for all reasons.',
  'an indirect list that says of another point that it is indirect says nothing':
    'RFC 5280, 6.3.3 (b) (2) (i): the name of the point must be one of cRLIssuer where the certificate names none. OpenSSL passes over it.',
  'a revocation a second after receipt does not count': ONE_TIME,
  'a revocation after receipt with an invalidity date after receipt does not count': ONE_TIME,
  'a revocation of another number is none of this certificate': ONE_TIME,
  'a hold after receipt does not count': ONE_TIME,
  'a list made after receipt is fresh for the time before': ONE_TIME,
  'a list by a clock that is ahead by less than five minutes is heard': ONE_TIME,
  'a certificate that had expired when the list was made is still on lists that keep the expired since before its end':
    ONE_TIME,
  'a certificate that had expired when the list was made is still on lists that keep the expired since its very end':
    ONE_TIME,
  'a certificate that had expired when the list was made is judged by the last list before its end': ONE_TIME,
  'a list from before the certificate began says nothing of it':
    'EN 319 102-1, 5.2.6.4: what was issued before the certificate cannot speak of it. RFC 5280 does not ask.',
  'a list without a next one is stale after half an hour': ANY_AGE,
  'a list is too old for a policy of one day': ANY_AGE,
  'under the policy of the office a list signed with MD5 is not': ANY_DIGEST,
  'under the strict policy a list signed with SHA-1 is not borne with': ANY_DIGEST,
  'under the strict policy a list signed with MD5 is not borne with': ANY_DIGEST,
  'a list of changes that releases ends no revocation': NOT_REMOVED,
  'a release on a complete list, where it cannot stand, releases nobody': NOT_REMOVED,
  'a list of changes with a release and a revocation of one certificate revokes': FIRST_HIT,
  'a list of changes is the newest of several': FIRST_HIT,
  'a list of changes older by its time than the list beside it ends no hold':
    'OpenSSL compares the numbers of the lists alone.',
  'a list of changes signed with MD5 ends no hold': ANY_DIGEST,
  'a list of changes of the future ends no hold': 'OpenSSL does not look at the time of a list of changes.',
  'a signer of lists certified by the CA under its own name may':
    'NIST asks for it (PKITS 4.14.30); OpenSSL refuses a signer of whom only its own list speaks.',
  'a signer of lists for any purpose may':
    'NIST asks for it (PKITS 4.14.30); OpenSSL refuses a signer of whom only its own list speaks.',
  'a signer of lists of whom the last word of the root is too old waits for a newer one':
    'RFC 5280, 6.3.3 (f): OpenSSL remarks that the list about the signer has ended, and is content.',
}

export const RESPONSE_DIVERGENCES: Divergences = {
  'a status of unknown takes nothing from what a list says': 'OpenSSL is asked about the response alone.',
  'a status of revoked after receipt does not count': ONE_TIME,
  'an answer of the future says nothing': ITS_NOW,
  'an answer produced in the future says nothing': ITS_NOW,
  'an answer that ends at receipt is stale': ITS_NOW,
  'an answer without a next one is stale after half an hour': ANY_AGE,
  'an answer is too old for a policy of one day': ANY_AGE,
  'an answer from before the certificate began says nothing':
    'EN 319 102-1, 5.2.6.4: what was issued before the certificate cannot speak of it. RFC 6960 does not ask.',
  'a digest of the certificate in an answer shows that the answer is about another certificate':
    'OpenSSL does not know the extension (Common PKI, part 4).',
  'of a certificate that had expired before, an answer may tell nothing':
    'EN 319 102-1, 5.2.6.4: a responder may have forgotten it. RFC 6960 does not ask.',
  'of a certificate that had expired before, an answer tells nothing where the archive begins after its end':
    'EN 319 102-1, 5.2.6.4: a responder may have forgotten it. RFC 6960 does not ask.',
  'an unknown extension of the answer that is critical makes it useless':
    'RFC 6960, 4.4: such an answer must not be used. OpenSSL leaves that to the caller.',
  'an unknown extension of the response that is critical makes it useless':
    'RFC 6960, 4.4: such an answer must not be used. OpenSSL leaves that to the caller.',
  'of several answers in one response that contradict each other the one that revokes is believed': FIRST_HIT,
  'of several answers in one response one that knows nothing does not hide another': FIRST_HIT,
  'of several answers in one response the latest counts': FIRST_HIT,
  'an answer signed with MD5 is not': ANY_DIGEST,
  'an answer signed with SHA-1 is not borne with under the strict table': ANY_DIGEST,
  'the CA itself answers by a hash of its key made in a way of its own':
    'Responders in use make the hash in a way of their own; the signature tells who it was. OpenSSL keeps to RFC 6960, 4.2.1.',
  'a responder answers by an odd hash of its key':
    'Responders in use make the hash in a way of their own; the signature tells who it was. OpenSSL keeps to RFC 6960, 4.2.1.',
  'a responder with a key usage for neither signatures nor their proof does not':
    'RFC 5280, 4.2.1.12: OCSPSigning goes with digitalSignature or nonRepudiation. OpenSSL asks for the purpose alone.',
  'a responder whom an MD5 signature of the CA vouches for does not count': ANY_DIGEST,
  'a responder without nocheck whose status nobody tells waits for it': NO_STATUS_OF_RESPONDER,
  'a responder without nocheck is no witness for itself': NO_STATUS_OF_RESPONDER,
  'a responder without nocheck has nothing from another one of whom it speaks well in turn': NO_STATUS_OF_RESPONDER,
  'a responder without nocheck that speaks ill of itself does not answer': NO_STATUS_OF_RESPONDER,
  'a responder whose certificate begins after it answered does not answer':
    'EN 319 102-1, 5.2.6.4: producedAt must lie in the validity of the responder. OpenSSL judges it at one time.',
}

export const SIGNATURE_DIVERGENCES: Divergences = {
  'another content type':
    'RFC 5652, 11.1: the attribute must name the type of the content. OpenSSL asks that it be there.',
  'no content type': 'EN 319 102-1, 5.2.8 leaves the attribute to the policy; OpenSSL asks that it be there.',
  'a reference to another certificate': 'RFC 5035, 5; OpenSSL compares references only for CAdES, when told to.',
  'two signers': 'EN 319 142-1, 5.3: a signature of a PDF has one signer.',
  'a key usage without signing':
    'RFC 5280, 4.2.1.3; the purpose `any`, which documents need, frees from it in OpenSSL.',
}

export const TIME_STAMP_DIVERGENCES: Divergences = {
  'another content type':
    'RFC 5652, 11.1: the attribute must name the type of the content. OpenSSL does not compare it.',
}
