export default {
  title: 'A live decision',
  url: 'https://docs.example.com',
  baseUrl: '/',
  onBrokenLinks: 'throw',
  scripts: [{ src: 'https://HOST/embed.js', type: 'module' }],
  plugins: ['@docusaurus/plugin-content-pages'],
  themes: ['@docusaurus/theme-classic'],
};
