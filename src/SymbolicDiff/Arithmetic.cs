namespace SymbolicDiff;

/// <summary>How strictly emitted code follows the arithmetic of the method it was made from.</summary>
public enum Arithmetic
{
    /// <summary>The value equals the method's own bit for bit: every operation of the value is kept, in its order.</summary>
    Exact = 0,

    /// <summary>
    /// Sums may be reassociated, and fused or vectorised operations may be used that differ in the last places: loops run eight iterations side by side wherever these do not
    /// depend on each other.
    /// </summary>
    Fast = 1,
}
