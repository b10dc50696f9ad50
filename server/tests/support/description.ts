import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe } from '../../openapi/description.ts';
import type { Answer, Method, Operation } from '../../openapi/types.ts';

interface Exchange {
  method: string;
  /** With or without parameters. */
  path: string;
  response: Response;
}

/** Holds answers against the description of the API, and counts what it has seen. */
export class DescriptionChecker {
  /** `GET /api/me 200`, and how often. */
  readonly seen = new Map<string, number>();
  readonly #description = describe('https://server.example');
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor() {
    addFormats(this.#ajv);
    this.#ajv.addSchema({ ...this.#description, $id: 'description' });
  }

  /**
   * Reads a copy of the response.
   * @returns what is wrong with it, if anything is
   */
  async problemWith(exchange: Exchange): Promise<string | undefined> {
    const { response } = exchange;
    const method = exchange.method === 'HEAD' ? 'GET' : exchange.method;
    const path = this.#templateOf(exchange.path);
    const verb = method.toLowerCase() as Method;
    const operation = path && this.#description.paths[path]?.[verb];
    const name = `${exchange.method} ${path} ${response.status}`;
    if (!path || !operation) {
      // Of addresses and methods that there are not.
      return response.status >= 400
        ? undefined
        : `${exchange.method} ${exchange.path} is not described`;
    }
    this.seen.set(name, (this.seen.get(name) ?? 0) + 1);
    const answer = answerOf(operation, response.status);
    if (!answer) return `${name} is not described`;
    if (exchange.method === 'HEAD') return undefined;
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const text = await response.clone().text();
    return this.#problemIn({ answer, name, text, type }, [path, verb]);
  }

  #problemIn(
    found: { answer: Answer; name: string; text: string; type: string },
    [path, verb]: readonly [path: string, verb: Method],
  ): string | undefined {
    const { answer, name, text, type } = found;
    if (!answer.content) {
      return text === '' ? undefined : `${name} should have no body`;
    }
    if (!answer.content[type]) return `${name} should not be ${type}`;
    if (!type.endsWith('json')) return undefined;
    const status = name.slice(-3);
    const validate = this.#validatorAt([
      'paths',
      path,
      verb,
      'responses',
      status,
      'content',
      type,
      'schema',
    ]);
    if (validate(JSON.parse(text))) return undefined;
    return `${name}: ${this.#ajv.errorsText(validate.errors)} in ${text.slice(0, 400)}`;
  }

  /** RFC 6901, in the fragment of an address. */
  #validatorAt(pointer: readonly string[]): ValidateFunction {
    const fragment = pointer
      .map((token) => token.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/');
    const known = this.#validators.get(fragment);
    if (known) return known;
    const validate = this.#ajv.compile({ $ref: `description#/${fragment}` });
    this.#validators.set(fragment, validate);
    return validate;
  }

  #templateOf(path: string): string | undefined {
    const [plain = ''] = path.split('?');
    return Object.keys(this.#description.paths).find((template) =>
      new RegExp(
        `^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`,
      ).test(plain),
    );
  }
}

function answerOf(operation: Operation, status: number): Answer | undefined {
  return operation.responses[String(status)];
}
