import getPort, { portNumbers } from 'get-port';

/** How many ports are looked at before any free one will do, the wanted one included. */
const RANGE = 100;

/**
 * The wanted port, or the next one that is free; says so where it is another.
 *
 * @param wanted such as 4200
 */
export async function freePort(wanted: number): Promise<number> {
  const port = await getPort({ port: portNumbers(wanted, wanted + RANGE - 1) });
  if (port !== wanted) {
    console.log(`Port ${wanted} is in use: taking ${port}.`);
  }
  return port;
}
