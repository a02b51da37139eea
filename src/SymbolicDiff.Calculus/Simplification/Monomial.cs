namespace SymbolicDiff.Calculus.Simplification;

/// <summary>A coefficient times powers of factors; the factors are a <see cref="RationalForm"/>'s, in its order, no exponent is zero.</summary>
internal sealed class Monomial(Fraction coefficient, (int Factor, int Exponent)[] powers)
{
    public Fraction Coefficient => coefficient;

    public (int Factor, int Exponent)[] Powers => powers;

    public Monomial With(Fraction changed) => new(changed, powers);

    /// <summary>Whether the sum of the two is one monomial. Numbers are, if their sum is not rounded: else a small sum of them and others would lose digits.</summary>
    public bool Meets(Monomial other) =>
        powers.SequenceEqual(other.Powers) && (powers.Length > 0 || coefficient.IsSumExact(other.Coefficient));

    public Monomial Inverse() => new(coefficient.Inverse(), [.. powers.Select(power => (power.Factor, -power.Exponent))]);

    /// <summary>The product; <paramref name="cancelled"/> is set when a factor meets its inverse.</summary>
    public Monomial Times(Monomial other, ref bool cancelled)
    {
        var merged = new List<(int Factor, int Exponent)>();
        int i = 0;
        int j = 0;
        while (i < powers.Length || j < other.Powers.Length)
        {
            if (j == other.Powers.Length || (i < powers.Length && powers[i].Factor < other.Powers[j].Factor)) merged.Add(powers[i++]);
            else if (i == powers.Length || other.Powers[j].Factor < powers[i].Factor) merged.Add(other.Powers[j++]);
            else
            {
                int exponent = powers[i].Exponent + other.Powers[j].Exponent;
                cancelled |= Math.Sign(powers[i].Exponent) != Math.Sign(other.Powers[j].Exponent);
                if (exponent != 0) merged.Add((powers[i].Factor, exponent));
                i++;
                j++;
            }
        }

        return new Monomial(coefficient * other.Coefficient, [.. merged]);
    }
}
