namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Lists with respect to whose items methods are differentiated.</summary>
public static partial class ListParameters
{
    private const Derivatives OfReal = Modes.Both | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3", 0.5)]
    public static double Read(List<double> v, double x)
    {
        double s = 0;
        for (int i = 0; i < v.Count; i++) s += v[i] * v[i] * x;
        foreach (double t in v) s += Math.Sin(t * x);
        return s * v[^1] + Extended(v) + v.Select(t => t * x).Sum() + v.Max();
    }

    private static double Extended(List<double> w)
    {
        var own = new List<double>(w) { w[0] * w[1] };
        own.Add(2);
        double[] all = w.ToArray();
        return own[3] * w.Count * all[0];
    }

    [Differentiable(Emit = Modes.Both | Derivatives.Vjp)]
    [Point("1 2 3", "2 1", 0.5)]
    public static double ThroughInterfaces(double[] v, List<double> w, double x)
    {
        double[] own = [v[0] * x, v[1], v[2]];
        Scale(own, x);
        IReadOnlyList<double> read = own;
        var list = new List<double>(w) { x };
        Scale(list, v[1]);
        return Mean(v) * Mean(read) + Mean(w) * Mean(list) + read[1] + v[read.Count - 1];
    }

    private static double Mean(IReadOnlyList<double> items)
    {
        double sum = 0;
        for (int i = 0; i < items.Count; i++) sum += items[i];
        foreach (double item in items) sum += item * item;
        return sum / items.Count;
    }

    private static void Scale(IList<double> items, double factor)
    {
        for (int i = 0; i < items.Count; i++) items[i] *= factor;
        items[0] = items[1] * factor;
    }

    [Differentiable(nameof(x), Emit = OfReal)]
    [Point("1 2 3", 0.5)]
    public static double Constant(List<double> v, double x) => x * v[1] * x;

    [Differentiable(Emit = Derivatives.Vjp | Derivatives.Jvp)]
    [Point("1 2 3", "0.5 -1 2")]
    public static List<double> Made(List<double> v, double[] w)
    {
        var kept = new List<double>();
        for (int i = 0; i < v.Count; i++)
            if (w[i] > 0) kept.Add(w[i] * v[i]);
        kept.Add(v[0] * v[1]);
        return kept;
    }
}

public sealed class ListParameterTests
{
    private static readonly List<double> list = [1, 2, 3];

    [Fact]
    public void TheGradientIsANewList() => Assert.Equal([1, 1, 1], ListParameters.ReadGradient(list, 0).v.ConvertAll(Math.Sign));

    [Fact]
    public void ABufferIsOverwrittenAndMustHaveTheSameCount()
    {
        List<double> buffer = [7, 7, 7];
        ListParameters.ReadValueAndGradient(list, 0.5, buffer, out double x);
        Assert.Equal(ListParameters.ReadGradient(list, 0.5).v, buffer);
        Assert.Equal(ListParameters.ReadGradient(list, 0.5).x, x);
        Assert.Throws<ArgumentException>(() => ListParameters.ReadValueAndGradient(list, 0.5, [1, 2], out _));
        Assert.Throws<ArgumentException>(() => ListParameters.ReadValueAndGradient(list, 0.5, list, out _));
        Assert.Throws<ArgumentNullException>(() => ListParameters.ReadGradient(null!, 0.5));
    }

    [Fact]
    public void AnIndexOutOfRangeIsThatOfTheList()
    {
        List<double> shorter = [1];
        Assert.Throws<ArgumentOutOfRangeException>(() => ListParameters.Read(shorter, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ListParameters.ReadGradient(shorter, 0.5));
    }
}
