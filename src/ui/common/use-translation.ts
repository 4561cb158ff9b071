/** The strings of the interface in the reader's language: `t` by their paths, which the compiler checks. */
export { useTranslation } from 'react-i18next';
