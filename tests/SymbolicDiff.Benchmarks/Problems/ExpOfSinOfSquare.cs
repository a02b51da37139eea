using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>exp(sin(x²)), at 1000 points a call so that the clock can see it.</summary>
public sealed partial class ExpOfSinOfSquare : Problem
{
    private readonly double[] points = Numbers(1000, 4, 2);
    private readonly double[] emitted = new double[1000];
    private readonly double[] byHand = new double[1000];

    public override string Name => "exp(sin x²), 1000 points";

    public override double Limit => 2.0;

    [Differentiable]
    public static double Value(double x) => Math.Exp(Math.Sin(x * x));

    public override double Primal()
    {
        double sum = 0;
        foreach (double x in points) sum += Value(x);
        return sum;
    }

    public override Way Exact => new(Emitted, () => emitted);

    public override Way ByHand => new(AllByHand, () => byHand);

    protected override Func<double> Cpp => () => Native.ExpOfSin(points.Length, points);

    protected override Way CppGradient => Into(new double[points.Length], to => Native.ExpOfSinGradient(points.Length, points, to));

    private double Emitted()
    {
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            (double value, emitted[i]) = ValueValueAndGradient(points[i]);
            sum += value;
        }

        return sum;
    }

    private double AllByHand()
    {
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            (double value, byHand[i]) = OneByHand(points[i]);
            sum += value;
        }

        return sum;
    }

    private static (double Value, double Gradient) OneByHand(double x)
    {
        double square = x * x;
        double value = Math.Exp(Math.Sin(square));
        return (value, value * Math.Cos(square) * 2 * x);
    }
}
