/** What `compositor.wasm` exports; documented where it is written, in `assembly/`. All values are numbers of WASM. */
export interface CompositorModule {
  memory: WebAssembly.Memory;
  heapStart(): number;
  fillPlane(target: number, stride: number, width: number, height: number, value: number, alpha: number): void;
  copyPlane(
    source: number,
    sourceStride: number,
    target: number,
    targetStride: number,
    width: number,
    height: number,
    weight: number,
  ): void;
  copyMaskedPlane(
    source: number,
    sourceStride: number,
    mask: number,
    maskStride: number,
    target: number,
    targetStride: number,
    width: number,
    height: number,
    opacity: number,
  ): void;
  blendPlane(
    color: number,
    alpha: number,
    stride: number,
    target: number,
    targetStride: number,
    width: number,
    height: number,
    opacity: number,
  ): void;
  maskPlane(target: number, stride: number, mask: number, maskStride: number, width: number, height: number): void;
  markPlane(
    target: number,
    stride: number,
    width: number,
    height: number,
    plain: number,
    textured: number,
    markStride: number,
    markRows: number,
    threshold: number,
  ): void;
  mixBytes(target: number, a: number, b: number, count: number, weight: number): void;
  planAxis(table: number, count: number, start: number, step: number, sourceCount: number, isClear: number): void;
  drawPlane(
    plane: number,
    stride: number,
    width: number,
    height: number,
    top: number,
    step: number,
    table: number,
    count: number,
    rows: number,
    target: number,
    targetStride: number,
    weight: number,
    mask: number,
    maskStride: number,
    scratch: number,
    scratchStride: number,
  ): void;
  drawSpritePlane(
    color: number,
    alpha: number,
    stride: number,
    width: number,
    height: number,
    top: number,
    step: number,
    table: number,
    count: number,
    rows: number,
    target: number,
    targetStride: number,
    opacity: number,
    scratch: number,
    scratchStride: number,
  ): void;
  halvePlane(source: number, stride: number, width: number, height: number, target: number, targetStride: number): void;
  convertRgba(
    rgba: number,
    stride: number,
    width: number,
    height: number,
    luma: number,
    chromaU: number,
    chromaV: number,
    alpha: number,
    chromaAlpha: number,
  ): void;
}
