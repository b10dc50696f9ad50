/**
 * `npm run doctor`: looks at the settings, says what is missing, contradictory or unsafe, and what to paste into the
 * consoles of the providers. Ends with 1 where something is an error.
 */
import { parseArgs } from 'node:util';
import { root } from './child-process.ts';
import { diagnose } from './doctor/diagnose.ts';
import { checkOnline } from './doctor/online.ts';
import { report } from './doctor/report.ts';
import { secretValues } from './doctor/secrets.ts';
import { understand } from './doctor/situation.ts';
import { readSources, type EnvironmentName } from './doctor/sources.ts';

const USAGE =
  'Usage: npm run doctor [-- --environment development|production] [--origin https://app.example.com] [--online] [--folder .]';

async function main(): Promise<void> {
  const { environment, folder, online, origin } = readArguments();
  const sources = readSources(folder, environment, process.env);
  const situation = await understand(sources, environment, origin);
  const findings = [
    ...diagnose(situation),
    ...(online ? await checkOnline(situation) : []),
  ];
  const lines = report(situation, findings, {
    hasColours: Boolean(process.stdout.isTTY) && !process.env['NO_COLOR'],
    secrets: secretValues(
      sources,
      situation.providers.map(({ id }) => id),
    ),
  });
  process.stdout.write(`${lines.join('\n')}\n`);
  if (findings.some(({ severity }) => severity === 'error')) {
    process.exitCode = 1;
  }
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        environment: { type: 'string', default: 'development' },
        folder: { type: 'string', default: root },
        online: { type: 'boolean', default: false },
        origin: { type: 'string' },
      },
    });
    const { environment, origin } = values;
    if (!isEnvironment(environment)) {
      throw new Error(`There is no environment ${environment}.`);
    }
    return { ...values, environment, origin: origin && toOrigin(origin) };
  } catch (cause) {
    process.stderr.write(
      `${cause instanceof Error ? cause.message : ''}\n${USAGE}\n`,
    );
    process.exit(2);
  }
}

function isEnvironment(name: string): name is EnvironmentName {
  return name === 'development' || name === 'production';
}

function toOrigin(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') {
    return url.origin;
  }
  throw new Error(`${value} is no origin.`);
}

await main();
