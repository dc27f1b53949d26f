/** Documentation of the checks of DNS settings and host aliases. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('spec');
const list = (count: number, item: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join(', ');

export const dnsCatalogue: Catalogue = {
  'dns-none-config': rule(
    'The DNS policy is `None`, and there is no `dnsConfig`.',
    'The containers could resolve no name.',
    'dnsPolicy: None',
    'dnsPolicy: None\ndnsConfig: {nameservers: [10.0.0.10]}',
  ),
  'dns-none-nameservers': rule(
    'The DNS policy is `None`, and there is no name server.',
    'The containers could resolve no name.',
    'dnsPolicy: None\ndnsConfig: {searches: [a.b]}',
    'dnsPolicy: None\ndnsConfig: {nameservers: [10.0.0.10]}',
  ),
  'dns-nameservers-many': rule(
    'There are more than three name servers.',
    'The file resolv.conf knows three.',
    `dnsConfig: {nameservers: [${list(4, (i) => `10.0.0.${i}`)}]}`,
    `dnsConfig: {nameservers: [${list(3, (i) => `10.0.0.${i}`)}]}`,
  ),
  'dns-nameserver-ip': rule(
    'The name server is not an IP address.',
    'A name could not be resolved without a name server.',
    'dnsConfig: {nameservers: [dns.example]}',
    'dnsConfig: {nameservers: [10.0.0.10]}',
  ),
  'dns-searches-many': rule(
    'There are more than 32 search domains.',
    'Each lookup tries them one by one.',
    `dnsConfig: {searches: [${list(33, (i) => `d${i}.example`)}]}`,
    'dnsConfig: {searches: [d1.example]}',
  ),
  'dns-searches-long': rule(
    'The search domains are longer than 2048 bytes together.',
    'The file resolv.conf has limits.',
    `dnsConfig: {searches: [${list(31, (i) => `d${i}${'x'.repeat(60)}.example`)}]}`,
    'dnsConfig: {searches: [d1.example]}',
  ),
  'dns-search-format': rule(
    'The search domain is not a domain name.',
    'No name could be found in it.',
    'dnsConfig: {searches: [A.b]}',
    'dnsConfig: {searches: [a.b]}',
  ),
  'dns-option-name': rule(
    'An option has no name.',
    'A value alone says nothing.',
    'dnsConfig: {options: [{value: "2"}]}',
    'dnsConfig: {options: [{name: ndots, value: "2"}]}',
  ),
  'hostalias-ip': rule(
    'The alias has no valid IP address.',
    'It becomes a line of /etc/hosts.',
    'hostAliases: [{ip: localhost, hostnames: [a]}]',
    'hostAliases: [{ip: 127.0.0.1, hostnames: [a]}]',
  ),
  'hostalias-hostname': rule(
    'The hostname is not an RFC 1123 subdomain.',
    'It becomes a line of /etc/hosts.',
    'hostAliases: [{ip: 127.0.0.1, hostnames: [A_B]}]',
    'hostAliases: [{ip: 127.0.0.1, hostnames: [a-b]}]',
  ),
};
