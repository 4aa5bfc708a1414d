/** Reports of mail servers, as they write them. */

/** RFC 3464, 2. */
export const deliveryReport = (
  messageId: string,
  { action = 'failed', status = '5.1.1', original = 'text/rfc822-headers' } = {},
): string =>
  [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.example.vn (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="limit"',
    '',
    '--limit',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `I'm sorry. <made-up.0@example.vn> could not be delivered.`,
    '--limit',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.vn',
    'X-Postfix-Sender: rfc822; noivu@example.vn',
    '',
    'Final-Recipient: rfc822; ubnd@example.vn',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
    '--limit',
    `Content-Type: ${original}`,
    '',
    'From: noivu@example.vn',
    `Message-ID: ${messageId}`,
    'Subject: =?utf-8?q?=C4=90=C3=B4n?=',
    '',
    '--limit--',
    '',
  ].join('\r\n')
