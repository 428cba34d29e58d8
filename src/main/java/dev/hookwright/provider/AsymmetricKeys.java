package dev.hookwright.provider;

/** Keys of which only the provider has the private half; keys of this machine can stand in for them. */
interface AsymmetricKeys extends KeyForm {
    PublicKeys.Algorithm algorithm();

    @Override
    default boolean isAsymmetric() {
        return true;
    }

    @Override
    default SigningKey signer(String secret, LocalKeys keys) {
        return algorithm().signer(keys);
    }

    @Override
    default KeyForm locally(LocalKeys keys) {
        return algorithm().locally(keys);
    }
}
