import type { GatewayProvider } from './types';

/**
 * A gateway that keeps the session in a cookie: oauth2-proxy behind nginx, or our server in its place. Whom it asks is its own
 * matter; `GATEWAY_LABEL` says it to the user.
 */
export default {
  flow: 'gateway',
  label: 'single sign-on',
} satisfies GatewayProvider;
