namespace SymbolicDiff.Calculus.Ir;

/// <summary>The bits of a float, which netstandard2.0's BitConverter does not give.</summary>
internal static class BitCast
{
    public static int ToInt32(float value) => BitConverter.ToInt32(BitConverter.GetBytes(value), 0);

    public static float ToSingle(int bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);
}
