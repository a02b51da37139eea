using System.Reflection;
using SymbolicDiff.Generators.Emission;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Emission;

public class LiteralTests
{
    private static readonly double[] Doubles =
    [
        0.0, -0.0, 1, -1, 2, 0.5, -0.5, 0.1, 1.0 / 3, 2.0 / 3, 1e-7, -1.5e-7, 1e15, 1e16, 1e17, 123456789, 1e9, 999999999, 123456789012345678, 4.35, 0.1 + 0.2, 5e-324,
        double.Epsilon * 3, 2.2250738585072014e-308, 2.225073858507201e-308, double.MaxValue, double.MinValue, double.NaN, -double.NaN, double.PositiveInfinity,
        double.NegativeInfinity, Math.PI, Math.E, -Math.PI, Math.Tau, 9007199254740993, 4503599627370496.5, 1e22, 1e23, 8.41e21, 9.5e-3, 6.02214076e23, 1e-5, 1e-4, 0.3,
        BitConverter.Int64BitsToDouble(0x7FF8000000000123),
    ];

    private static readonly float[] Singles =
    [
        0f, -0f, 1f, -2f, 0.1f, 1f / 3, 1e-7f, 1e10f, 16777216f, 16777217f, 1e9f, float.MaxValue, float.MinValue, float.Epsilon, 1.17549435e-38f, 3.1415927f, 2.7182817f,
        float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0.3f, 123456.79f, 1e-45f, 8589973000f, BitConverter.Int32BitsToSingle(0x7FC00123),
    ];

    [Fact]
    public void Reals_keep_their_bits_in_every_position_and_culture()
    {
        var functions = new List<Function>();
        string source;
        using (new HostileCulture())
        {
            for (int i = 0; i < Doubles.Length; i++) functions.AddRange(Positions("D" + i, Constant.Of(Doubles[i])));
            for (int i = 0; i < Singles.Length; i++) functions.AddRange(Positions("S" + i, Constant.Of(Singles[i])));
            source = Build.Emit(Build.Target("F", []), [.. functions]);
        }

        Type model = Compiled.From(source);
        for (int i = 0; i < Doubles.Length; i++)
        {
            Assert.Equal(Bits(Doubles[i]), Bits((double)Call(model, "D" + i)));
            Assert.Equal(Bits(1 / Doubles[i]), Bits((double)Call(model, "D" + i + "Quotient", 1.0)));
        }

        for (int i = 0; i < Singles.Length; i++)
        {
            Assert.Equal(BitConverter.SingleToInt32Bits(Singles[i]), BitConverter.SingleToInt32Bits((float)Call(model, "S" + i)));
            Assert.Equal(BitConverter.SingleToInt32Bits(1 / Singles[i]), BitConverter.SingleToInt32Bits((float)Call(model, "S" + i + "Quotient", 1f)));
        }
    }

    [Fact]
    public void Integers_keep_their_value_and_type()
    {
        Constant[] constants =
        [
            Constant.Of(int.MinValue), Constant.Of(int.MaxValue), Constant.Of(-1), Constant.Of(long.MinValue), Constant.Of(long.MaxValue), Constant.Of(-1L), Constant.Of(5L),
            new(new ScalarType(ScalarKind.UInt32), uint.MaxValue), new(new ScalarType(ScalarKind.UInt64), -1), new(new ScalarType(ScalarKind.Byte), 200),
            new(new ScalarType(ScalarKind.SByte), -100), new(new ScalarType(ScalarKind.Int16), -300), new(new ScalarType(ScalarKind.UInt16), 65535),
            new(new ScalarType(ScalarKind.Char), '\''), new(new ScalarType(ScalarKind.Char), '\uD800'), Constant.True, Constant.False,
        ];
        object[] expected =
        [
            int.MinValue, int.MaxValue, -1, long.MinValue, long.MaxValue, -1L, 5L, uint.MaxValue, ulong.MaxValue, (byte)200, (sbyte)-100, (short)-300, ushort.MaxValue,
            '\'', '\uD800', true, false,
        ];
        string source;
        using (new HostileCulture())
        {
            source = Build.Emit(Build.Target("F", []), [.. constants.Select((constant, i) => Build.Function("C" + i, constant.Type, [], new Return(constant)))]);
        }

        Type model = Compiled.From(source);
        for (int i = 0; i < constants.Length; i++) Assert.Equal(expected[i], Call(model, "C" + i));
    }

    [Theory]
    [InlineData(2.0, "2.0", "2")]
    [InlineData(-0.0, "-0.0", "-0.0")]
    [InlineData(1e-7, "1e-7", "1e-7")]
    [InlineData(1e16, "1e16", "1e16")]
    [InlineData(0.1, "0.1", "0.1")]
    [InlineData(1234567890123.0, "1234567890123.0", "1234567890123.0")]
    [InlineData(double.MaxValue, "double.MaxValue", "double.MaxValue")]
    public void Doubles_are_short(double value, string alone, string converted)
    {
        using var culture = new HostileCulture();
        Assert.Equal(alone, CSharpLiteral.Of(Constant.Of(value)));
        Assert.Equal(converted, CSharpLiteral.Of(Constant.Of(value), converts: true));
    }

    private static IEnumerable<Function> Positions(string name, Constant constant)
    {
        Variable x = Build.Var("x", constant.Type);
        yield return Build.Function(name, constant.Type, [], new Return(constant));
        yield return Build.Function(name + "Quotient", constant.Type, [Build.In(x)], new Return(Build.Over(x, constant)));
    }

    private static object Call(Type model, string name, params object[] arguments) =>
        model.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!;

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
