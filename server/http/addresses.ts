const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether secrets may go to an address: by https, or by http to this very machine. */
export function isSecureAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, protocol } = new URL(address);
  return (
    protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
  );
}
