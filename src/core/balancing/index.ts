export { balancingMethod, balancingMethods } from './registry.ts';
