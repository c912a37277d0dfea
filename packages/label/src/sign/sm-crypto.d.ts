/** The part of sm-crypto (MIT) that is used here; it ships no types of its own. */
declare module 'sm-crypto' {
  interface SignOptions {
    /** Hash the message with SM3 and the signer's id first. */
    hash: boolean;
    /** The signature as DER, else two numbers side by side. */
    der: boolean;
    userId: string;
    publicKey?: string;
  }
  export const sm2: {
    generateKeyPairHex(): { privateKey: string; publicKey: string };
    doSignature(message: string, privateKey: string, options: SignOptions): string;
    doVerifySignature(message: string, signature: string, publicKey: string, options: SignOptions): boolean;
    verifyPublicKey(publicKey: string): boolean;
  };
}
