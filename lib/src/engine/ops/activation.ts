/** Activations that the kernels know; the numbers are those of lib/src/engine/kernels/activations.ts. */
export const ACTIVATION_KINDS = {linear: 0, tanh: 1, relu: 2, sigmoid: 3} as const;
/** Name of an activation that the kernels know. */
export type KernelActivation = keyof typeof ACTIVATION_KINDS;

/** Whether the kernels know an activation of this name. */
export function isKernelActivation(name: string): name is KernelActivation {
  return Object.hasOwn(ACTIVATION_KINDS, name);
}
