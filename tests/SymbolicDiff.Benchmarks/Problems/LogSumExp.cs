using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>GradBench's lse: the logarithm of a sum of exponentials, shifted by the greatest exponent.</summary>
public sealed partial class LogSumExp : Problem
{
    private readonly string size;
    private readonly double[] x;
    private readonly double[] gradient, byHand;

    public LogSumExp(string size)
    {
        this.size = size;
        x = GradBench.Input("lse", size).GetProperty("x").Row();
        gradient = new double[x.Length];
        byHand = new double[x.Length];
    }

    public static string[] Sizes => ["n2500", "n80000"];

    public override string Name => "lse " + size;

    public override double Limit => 1.6;

    public override double? FastLimit => 0.2;

    [Differentiable]
    public static double Value(double[] x)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++) max = Math.Max(max, x[i]);
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += Math.Exp(x[i] - max);
        return max + Math.Log(sum);
    }

    public override double Primal() => Value(x);

    public override Way Exact => new(() => ValueValueAndGradient(x, gradient), () => gradient);

    public override Way ByHand => new(() => LogSumExpByHand.ValueAndGradient(x, byHand), () => byHand);

    protected override Func<double> Cpp => () => Native.LogSumExp(x.Length, x);

    protected override Way CppGradient => Into(new double[x.Length], to => Native.LogSumExpGradient(x.Length, x, to));

    public override Expected Expected
    {
        get
        {
            var output = GradBench.ExpectedOutput("lse", size);
            return new(output.GetProperty("primal").GetDouble(), output.GetProperty("gradient").Row(), []);
        }
    }
}
