namespace SymbolicDiff.Calculus.Simplification;

/// <summary>A coefficient: a fraction of whole numbers where it can be kept exact, else a real number over one.</summary>
internal readonly record struct Fraction(double Numerator, double Denominator)
{
    private const double LargestExact = 9007199254740992;

    public static readonly Fraction One = new(1, 1);

    public bool IsZero => Numerator == 0;

    public static Fraction operator -(Fraction value) => new(-value.Numerator, value.Denominator);

    public static Fraction operator *(Fraction a, Fraction b) => Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator +(Fraction a, Fraction b) => a.Denominator == b.Denominator
        ? Of(a.Numerator + b.Numerator, a.Denominator)
        : Of(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    /// <summary>Whether products with it need no rounding.</summary>
    public bool IsFactorExact => Denominator == 1 && Math.Abs(Numerator) is (1 or 2);

    /// <summary>Whether the sum with the other one is a number that needs no rounding.</summary>
    public bool IsSumExact(Fraction other)
    {
        double sum = Numerator + other.Numerator;
        return Denominator == 1 && other.Denominator == 1 && sum - Numerator == other.Numerator && sum - other.Numerator == Numerator;
    }

    public Fraction Inverse() => Numerator < 0 ? Of(-Denominator, -Numerator) : Of(Denominator, Numerator);

    private static Fraction Of(double numerator, double denominator)
    {
        if (denominator == 1) return new(numerator, 1);
        if (!IsWhole(numerator) || !IsWhole(denominator)) return new(numerator / denominator, 1);
        double divisor = CommonDivisor(Math.Abs(numerator), denominator);
        return new(numerator / divisor, denominator / divisor);
    }

    private static bool IsWhole(double value) => Math.Abs(value) <= LargestExact && Math.Floor(value) == value;

    private static double CommonDivisor(double a, double b)
    {
        while (a != 0) (a, b) = (b % a, a);
        return b;
    }
}
