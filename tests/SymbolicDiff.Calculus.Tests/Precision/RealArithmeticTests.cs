using System.Globalization;
using System.Numerics;

namespace SymbolicDiff.Calculus.Tests.Precision;

/// <summary>The arithmetic of many digits against values from elsewhere, in 50 digits.</summary>
public class RealArithmeticTests
{
    public static TheoryData<string> Functions => [.. RealArithmetic.Unary.Keys.Concat(RealArithmetic.Binary.Keys).Except(["neg", "abs", "sign", "max", "min"])];

    [Theory]
    [MemberData(nameof(Functions))]
    public void FunctionsHaveFiftyDigits(string function)
    {
        int rows = 0;
        foreach (string[] row in Rows().Where(row => row[0] == function))
        {
            Real[] operands = [.. row[1].Split(' ').Select(text => Real.Of(double.Parse(text, CultureInfo.InvariantCulture)))];
            Real expected = Parsed(row[2]);
            Real actual = Value(function, operands, 320);
            Assert.True(AgreementInBits(expected, actual) > 170, $"{function}({row[1]}): {AgreementInBits(expected, actual)} bits");
            rows++;
        }

        Assert.True(rows >= 5, $"{rows} values of {function}");
    }

    [Theory]
    [InlineData(0.1, 0.1, 0)]
    [InlineData(0.1, 0.10000000000000002, 1)]
    [InlineData(0.1, -0.1, 14411518807585588)]
    [InlineData(1, 0.9999999999999999, 0.5)]
    [InlineData(5e-324, 0, 1)]
    [InlineData(1, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(1, double.NaN, double.PositiveInfinity)]
    public void DistancesAreInUnitsOfTheLastPlace(double exact, double value, double ulps) => Assert.Equal(ulps, Real.Of(exact).UlpsTo(value));

    [Fact]
    public void NumbersAreOrdered()
    {
        double[] ordered = [double.NegativeInfinity, -1e300, -2, -1.5, -5e-324, 0, 5e-324, 1, 1.5, 1e300, double.PositiveInfinity];
        for (int i = 0; i < ordered.Length; i++)
            for (int j = 0; j < ordered.Length; j++) Assert.Equal(i.CompareTo(j), Real.Of(ordered[i]).CompareTo(Real.Of(ordered[j])));
    }

    [Fact]
    public void WhatHasNoValueIsRefused()
    {
        var arithmetic = new RealArithmetic(200);
        Assert.Throws<UndefinedException>(() => Real.Of(double.NaN));
        Assert.Throws<UndefinedException>(() => arithmetic.Divide(Real.One, Real.Zero));
        Assert.Throws<UndefinedException>(() => arithmetic.Log(-Real.One));
        Assert.Throws<UndefinedException>(() => arithmetic.Sqrt(-Real.One));
        Assert.Throws<UndefinedException>(() => arithmetic.Add(Real.Infinity, Real.One));
        Assert.Throws<UndefinedException>(() => arithmetic.Exp(Real.Of(1e300)));
    }

    [Fact]
    public void VanishedSumsAreNoticed()
    {
        var arithmetic = new RealArithmetic(200);
        Assert.True(arithmetic.Subtract(Real.One, Real.One).IsZero);
        Assert.False(arithmetic.HasVanished);
        Real third = arithmetic.Divide(Real.One, Real.Of(3));
        Assert.True(arithmetic.Subtract(arithmetic.Add(third, Real.Of(1e-200)), third).IsZero);
        Assert.True(arithmetic.HasVanished);
    }

    private static Real Value(string function, Real[] operands, int bits)
    {
        var arithmetic = new RealArithmetic(bits);
        return operands.Length == 1
            ? RealArithmetic.Unary[function](arithmetic, operands[0])
            : RealArithmetic.Binary[function](arithmetic, operands[0], operands[1]);
    }

    private static int AgreementInBits(Real expected, Real actual)
    {
        Real difference = Real.ExactSum(expected, -actual);
        return difference.IsZero ? int.MaxValue : expected.Magnitude - difference.Magnitude;
    }

    private static IEnumerable<string[]> Rows()
    {
        using var reader = new StreamReader(typeof(RealArithmeticTests).Assembly.GetManifestResourceStream("values.csv")!);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#')) yield return line.Split("; ");
    }

    /// <summary>A decimal number in 240 bits.</summary>
    private static Real Parsed(string text)
    {
        string[] parts = text.Split('e');
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int exponent = (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - (point < 0 ? 0 : parts[0].Length - point - 1);
        var digits = BigInteger.Parse(parts[0].Replace(".", ""), CultureInfo.InvariantCulture);
        var power = new Real(BigInteger.Pow(10, Math.Abs(exponent)), 0);
        var arithmetic = new RealArithmetic(240);
        return exponent < 0 ? arithmetic.Divide(new Real(digits, 0), power) : arithmetic.Multiply(new Real(digits, 0), power);
    }
}
