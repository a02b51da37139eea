using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>The points where the derivative does not exist, row by row.</summary>
public class KinksTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static TheoryData<string, double[], double[]> Table => new()
    {
        { "abs", [0.0], [0] },
        { "abs", [-0.0], [0] },
        { "abs", [Inf], [1] },
        { "abs", [-Inf], [-1] },
        { "abs", [NaN], [NaN] },
        { "max", [2, 2], [0.5, 0.5] },
        { "max", [0.0, -0.0], [0.5, 0.5] },
        { "max", [Inf, Inf], [0.5, 0.5] },
        { "max", [-Inf, -Inf], [0.5, 0.5] },
        { "max", [Inf, 1], [1, 0] },
        { "max", [NaN, 1], [NaN, NaN] },
        { "min", [2, 2], [0.5, 0.5] },
        { "min", [-Inf, -Inf], [0.5, 0.5] },
        { "min", [-Inf, 1], [1, 0] },
        { "min", [1, NaN], [NaN, NaN] },
        { "clamp", [0.5, 0, 1], [1, 0, 0] },
        { "clamp", [-3, 0, 1], [0, 1, 0] },
        { "clamp", [3, 0, 1], [0, 0, 1] },
        { "clamp", [0, 0, 1], [0.5, 0.5, 0] },
        { "clamp", [1, 0, 1], [0.5, 0, 0.5] },
        { "clamp", [1, 1, 1], [0.25, 0.25, 0.5] },
        { "clamp", [0, 1, 1], [0, 0.5, 0.5] },
        { "clamp", [2, 1, 1], [0, 0, 1] },
        { "clamp", [Inf, 0, Inf], [0.5, 0, 0.5] },
        { "clamp", [NaN, 0, 1], [NaN, NaN, NaN] },
        { "clampNative", [0.5, 0, 1], [1, 0, 0] },
        { "clampNative", [-3, 0, 1], [0, 1, 0] },
        { "clampNative", [3, 0, 1], [0, 0, 1] },
        { "clampNative", [0, 0, 1], [0.5, 0.5, 0] },
        { "clampNative", [1, 0, 1], [0.5, 0, 0.5] },
        { "clampNative", [1, 1, 1], [0.25, 0.25, 0.5] },
        { "clampNative", [0, 1, 1], [0, 0.5, 0.5] },
        { "clampNative", [2, 1, 1], [0, 0, 1] },
        { "clampNative", [NaN, 0, 1], [NaN, NaN, NaN] },
        { "floor", [2], [0] },
        { "ceiling", [2], [0] },
        { "truncate", [-2], [0] },
        { "round", [2.5], [0] },
        { "bitIncrement", [1], [1] },
        { "bitDecrement", [0], [1] },
        { "%", [6, 3], [1, -2] },
        { "%", [-5, 3], [1, 1] },
        { "%", [5, Inf], [1, 0] },
        { "ieeeRemainder", [5.5, 3], [1, -2] },
        { "ieeeRemainder", [-5, Inf], [1, 0] },
        { "atan2", [0, 0], [0, 0] },
        { "atan2", [0.0, -0.0], [0, 0] },
        { "atan2", [1, Inf], [0, 0] },
        { "atan2", [-Inf, 1], [0, 0] },
        { "atan2", [0, NaN], [NaN, NaN] },
        { "atan2", [NaN, 1], [NaN, NaN] },
        { "atan2Pi", [0, 0], [0, 0] },
        { "atan2Pi", [0, NaN], [NaN, NaN] },
        { "atan2Pi", [NaN, 1], [NaN, NaN] },
        { "copySign", [2, -3], [-1, 0] },
        { "copySign", [-2, -3], [1, 0] },
        { "copySign", [0.0, 3], [1, 0] },
        { "copySign", [-0.0, 3], [-1, 0] },
        { "maxMagnitude", [-3, 2], [1, 0] },
        { "maxMagnitude", [-3, 3], [0, 1] },
        { "maxMagnitude", [3, 3], [0.5, 0.5] },
        { "minMagnitude", [-3, 2], [0, 1] },
        { "minMagnitude", [-3, 3], [1, 0] },
        { "maxMagnitude", [3, -3], [1, 0] },
        { "maxMagnitude", [NaN, 1], [NaN, NaN] },
        { "minMagnitude", [0, 0], [0.5, 0.5] },
        { "minMagnitude", [3, -3], [0, 1] },
        { "minMagnitude", [1, NaN], [NaN, NaN] },
        { "maxNumber", [2, 2], [0.5, 0.5] },
        { "maxNumber", [2, NaN], [1, 0] },
        { "minNumber", [2, 2], [0.5, 0.5] },
        { "minNumber", [NaN, 2], [0, 1] },
        { "maxMagnitudeNumber", [3, 3], [0.5, 0.5] },
        { "maxMagnitudeNumber", [-3, NaN], [1, 0] },
        { "minMagnitudeNumber", [0, 0], [0.5, 0.5] },
        { "minMagnitudeNumber", [NaN, -3], [0, 1] },
        { "maxNumber", [NaN, NaN], [NaN, NaN] },
        { "minNumber", [NaN, NaN], [NaN, NaN] },
        { "maxMagnitudeNumber", [NaN, NaN], [NaN, NaN] },
        { "minMagnitudeNumber", [NaN, NaN], [NaN, NaN] },
        { "maxNative", [2, 2], [0.5, 0.5] },
        { "maxNative", [NaN, NaN], [NaN, NaN] },
        { "minNative", [2, 2], [0.5, 0.5] },
        { "minNative", [NaN, NaN], [NaN, NaN] },
        { "convert", [2], [1] },
        { "hypot", [0, 0], [0, 0] },
        { "hypot", [0, -2], [0, -1] },
        { "sqrt", [0], [Inf] },
        { "cbrt", [0], [Inf] },
        { "asin", [1], [Inf] },
        { "asin", [-1], [Inf] },
        { "acos", [1], [-Inf] },
        { "acosh", [1], [Inf] },
        { "atanh", [1], [Inf] },
        { "atanh", [-1], [Inf] },
        { "log", [0], [Inf] },
        { "sqrt", [Inf], [0] },
        { "cbrt", [-Inf], [0] },
        { "log", [Inf], [0] },
        { "exp", [-Inf], [0] },
        { "exp", [Inf], [Inf] },
        { "tanh", [Inf], [0] },
        { "tanh", [-Inf], [0] },
        { "atan", [Inf], [0] },
        { "asinh", [-Inf], [0] },
        { "acosh", [Inf], [0] },
        { "tanh", [0], [1] },
        { "tanh", [NaN], [NaN] },
        { "asinh", [NaN], [NaN] },
        { "pow", [0, 2], [0, 0] },
        { "pow", [0, 1], [1, 0] },
        { "pow", [0, 0.5], [Inf, 0] },
        { "pow", [0, 0], [0, 0] },
        { "pow", [3, 0], [0, 1.0986122886681098] },
        { "pow", [-3, 2], [-6, NaN] },
        { "pow", [-3, -1], [-1.0 / 9, NaN] },
        { "pow", [-3, 0], [0, NaN] },
        { "pow", [Inf, -1], [0, 0] },
        { "pow", [1, 5], [5, 0] },
        { "pow", [0, -1], [-Inf, -Inf] },
        { "/", [1, 0], [Inf, -Inf] },
        { "/", [1, Inf], [0, 0] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void PartialsAreThoseOfTheTable(string primitive, double[] point, double[] expected)
    {
        double[] partials = new Call(primitive, [.. point.Cast<object>()]).AllPartials();
        Assert.Equal(expected, partials.Select(partial => partial + 0.0));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void FloatsHaveTheSameTable(string primitive, double[] point, double[] expected)
    {
        double[] partials = new Call(primitive, [.. point.Select(x => (object)(float)x)]).AllPartials();
        Assert.Equal(expected.Select(x => (double)(float)x), partials.Select(partial => (double)(float)partial + 0.0));
    }

    [Theory]
    [InlineData(2.0, 0.0)]
    [InlineData(0.0, 2.0)]
    [InlineData(-1.0, 2.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(0.0, 0.3)]
    public void AConstantExponentGivesWhatAVariableOneGives(double x, double p)
    {
        Expression variable = Terms.Variable("x");
        var power = new Apply(Primitive.Pow, ValueType.Double, variable, Constant.Of(p));
        Partial constant = RuleBook.Default.Partials(power, Terms.Variable("result"))![0];
        Assert.Equal(new Call("pow", x, p).Partial(0), Terms.Value(constant.Value, ("x", x), ("result", Math.Pow(x, p))));
    }
}
