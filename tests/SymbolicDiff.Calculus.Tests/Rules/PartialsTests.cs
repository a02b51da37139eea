using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>Every rule against differences, in both precisions.</summary>
public class PartialsTests
{
    public static TheoryData<string, double[]> SmoothPoints()
    {
        var data = new TheoryData<string, double[]>();
        foreach (string name in Names("sin cos sinCos.Sin sinCos.Cos exp exp2 exp10 expM1 exp2M1 exp10M1 sinh cosh tanh atan atanPi asinh cbrt abs neg"))
            foreach (double x in new[] { -3.3, -0.7, 0.2, 1.1, 4.6 }) data.Add(name, [x]);
        foreach (string name in Names("sinPi cosPi tanPi sinCosPi.SinPi sinCosPi.CosPi degreesToRadians radiansToDegrees"))
            foreach (double x in new[] { -0.8, 0.2, 0.7, 1.3 }) data.Add(name, [x]);
        foreach (double x in new[] { -0.9, -0.7, 0.2, 1.1 }) data.Add("tan", [x]);
        foreach (string name in Names("logP1 log2P1 log10P1"))
            foreach (double x in new[] { -0.7, 0.03, 2.3, 17.2 }) data.Add(name, [x]);
        foreach (string name in Names("log log2 log10 sqrt floor ceiling truncate round bitIncrement bitDecrement convert"))
            foreach (double x in new[] { 0.03, 0.8, 2.3, 17.2 }) data.Add(name, [x]);
        foreach (string name in Names("asin acos asinPi acosPi atanh"))
            foreach (double x in new[] { -0.8, -0.3, 0.01, 0.6, 0.85 }) data.Add(name, [x]);
        foreach (double x in new[] { 1.3, 1.5, 40 }) data.Add("acosh", [x]);
        foreach (string name in Names(
            "+ - * / % max min maxNumber minNumber maxNative minNative atan2 atan2Pi hypot copySign maxMagnitude minMagnitude maxMagnitudeNumber "
            + "minMagnitudeNumber ieeeRemainder"))
            foreach ((double x, double y) in new[] { (2.3, 0.7), (-5.1, 3), (0.4, -1.9), (-7.3, -2.2), (1.2, 1.3) }) data.Add(name, [x, y]);
        foreach ((double x, double p) in new[] { (2.0, 3.0), (0.3, 0.4), (1.7, -2.5), (9, 0.5), (3, 1) }) data.Add("pow", [x, p]);
        foreach ((double x, double b) in new[] { (2.5, 3), (0.3, 10), (7.1, 0.2) }) data.Add("logBase", [x, b]);
        foreach (string name in Names("clamp clampNative"))
            foreach (double x in new[] { -2, 0.3, 5 }) data.Add(name, [x, -1, 1.5]);
        foreach (string name in Names("fma multiplyAddEstimate lerp")) data.Add(name, [1.5, -2.5, 0.25]);
        return data;
    }

    [Theory]
    [MemberData(nameof(SmoothPoints))]
    public void PartialsAreWhatDifferencesGive(string primitive, double[] point)
    {
        var call = new Call(primitive, [.. point.Cast<object>()]);
        for (int i = 0; i < point.Length; i++) Near(call.Difference(i), call.Partial(i), 1e-8);
    }

    [Theory]
    [MemberData(nameof(SmoothPoints))]
    public void PartialsOfFloatsAreFloats(string primitive, double[] point)
    {
        var single = new Call(primitive, [.. point.Select(x => (object)(float)x)]);
        var wide = new Call(primitive, [.. point.Select(x => (object)(double)(float)x)]);
        Assert.All(single.Partials, partial => Assert.DoesNotContain(partial.Value.DescendantsAndSelf(), part => part.Type == ValueType.Double));
        for (int i = 0; i < point.Length; i++) Near(wide.Partial(i), single.Partial(i), 1e-5);
    }

    [Theory]
    [InlineData("reciprocalEstimate", 3.7, -1 / (3.7 * 3.7))]
    [InlineData("reciprocalSqrtEstimate", 4.0, -0.0625)]
    public void EstimatesHaveTheDerivativeOfWhatTheyEstimate(string primitive, double x, double expected) =>
        Near(expected, new Call(primitive, x).Partial(0), 1e-15);

    [Fact]
    public void IntegerOperandsHaveNoPartial()
    {
        Assert.Equal([8, 0], new Call("scaleB", 1.3, 3).AllPartials());
        Assert.Equal([0.25, 0], new Call("rootN", 4.0, 2).AllPartials());
        Assert.Equal([0, 0], new Call("roundTo", 1.37, 1).AllPartials());
        Assert.Equal([0, 0, 0], new Call("roundToMode", 1.37, 1, 0).AllPartials());
        Expression result = Terms.Variable("result");
        Assert.Equal(Constant.Of(0.0), RuleBook.Default.Partials(ConvertOf(ValueType.Int32, ValueType.Double), result)!.Single().Value);
        Assert.Null(RuleBook.Default.Partials(ConvertOf(ValueType.Double, ValueType.Int32), result));
    }

    [Fact]
    public void EveryRealPrimitiveHasARule()
    {
        IEnumerable<Primitive> methods = Primitive.All.Values.Where(p => p.Form == PrimitiveForm.Function);
        foreach (string name in methods.Select(method => method.Name).Except(Names("sign ilogB")).Concat(Names("+ - * / % neg convert")))
        {
            Primitive primitive = Primitive.All[name];
            object[] point = [.. Enumerable.Range(0, primitive.Arity).Select(i => (object)(i + 0.5))];
            if (primitive.Name is "scaleB" or "rootN" or "roundTo" or "roundToMode") point = [0.5, .. Enumerable.Repeat((object)1, primitive.Arity - 1)];
            Assert.Equal(primitive.Arity, new Call(primitive.Name, point).Partials.Count);
        }
    }

    [Theory]
    [InlineData("pow", 2.0, "2 * x")]
    [InlineData("pow", 3.0, "3 * (x * x)")]
    [InlineData("pow", 1.0, "1")]
    [InlineData("pow", 0.0, "0")]
    [InlineData("pow", -1.0, "-1 / (x * x)")]
    [InlineData("pow", 7.0, "7 * pow(x, 6)")]
    public void ConstantExponentsGivePlainPartials(string primitive, double exponent, string expected)
    {
        Expression x = Terms.Variable("x");
        var apply = new Apply(Primitive.All[primitive], ValueType.Double, x, Constant.Of(exponent));
        var partials = RuleBook.Default.Partials(apply, Terms.Variable("result"))!;
        Assert.Equal(Printer.Print(Terms.Of(expected)), Printer.Print(partials[0].Value));
        Assert.False(partials[0].Singular);
    }

    [Fact]
    public void SingularPartialsAreThoseThatAreInfiniteAtAFiniteValue()
    {
        foreach (Primitive primitive in Primitive.All.Values.Where(p => p is { Form: PrimitiveForm.Function, Arity: 1 }))
        {
            if (primitive.Name is "sign" or "ilogB") continue;
            Assert.Equal(Names("sqrt cbrt asin acos asinPi acosPi acosh").Contains(primitive.Name), new Call(primitive.Name, 0.5).Partials[0].Singular);
        }

        Expression x = Terms.Variable("x");
        bool IsSingular(double p) => RuleBook.Default.Partials(new Apply(Primitive.Pow, ValueType.Double, x, Constant.Of(p)), x)![0].Singular;
        Assert.Equal([false, false, true, true, false, false], new[] { -0.5, 0, 0.3, 0.5, 1, 1.5 }.Select(IsSingular));
        Assert.True(new Call("pow", 2.0, 0.5).Partials[0].Singular);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "bar")]
    [InlineData("-1", "-bar")]
    [InlineData("x / y", "bar * (x / y)")]
    [InlineData("if x > y then 1 else if x < y then 0 else 0.5", "if x > y then bar else if x < y then 0 else bar * 0.5")]
    [InlineData("if x == 0 then 0 else x / y", "if x == 0 then 0 else bar * (x / y)")]
    [InlineData("if x == 0 then y else x / y", "bar * (if x == 0 then y else x / y)")]
    public void WhereAPartialIsZeroAnInfiniteAdjointContributesNothing(string partial, string product)
    {
        Assert.Equal(Terms.Of(product), new Partial(Terms.Of(partial), false).Times(Terms.Variable("bar")));
        var guarded = (Conditional)Terms.Of($"if bar == 0 then 0 else {product}");
        Assert.Equal(guarded with { IsGuard = true }, new Partial(Terms.Of(partial), true).Times(Terms.Variable("bar")));
    }

    private static string[] Names(string list) => list.Split(' ');

    private static Apply ConvertOf(ValueType from, ValueType to) => new(Primitive.Convert, to, Terms.Variable("x", from));

    private static void Near(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"expected {expected:R}, found {actual:R}");
}
