using System.Numerics;

namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>Calls of methods with source, in every form that C# has.</summary>
public static partial class Calling
{
    private static int calls;

    [Differentiable(Emit = Both | Derivatives.Hessian), Entry("K01")]
    public static double SquaredInLoop(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += Square(x[i]);
        return sum;
    }

    private static double Square(double x) => x * x;

    [Differentiable(Emit = Both | Derivatives.Hessian), Entry("K03")]
    public static double ChainOf60(double u) => Chain15(Chain15(Chain15(Chain15(u))));

    private static double Chain15(double u) => Chain5(Chain5(Chain5(u)));

    private static double Chain5(double u) => Link(Link(Link(Link(Link(u)))));

    private static double Link(double u) => Math.Sin(u) + u / 60;

    [Differentiable(Emit = Both | Derivatives.Hessian), Entry("K05")]
    public static double CalledForItsEffect(double x)
    {
        Counted(x);
        return x * x;
    }

    private static double Counted(double x)
    {
        calls++;
        return Math.Sqrt(-x) + calls;
    }

    [Differentiable(Emit = Both | Derivatives.Hessian), Entry("K09")]
    public static double Generic(double x) => SquareOf(x);

    private static T SquareOf<T>(T x)
        where T : INumber<T> => x * x;

    [Differentiable(Emit = Both | Derivatives.Hessian), Entry("K10")]
    public static double LambdaCalledTwice(double x, double y)
    {
        Func<double, double> g = z => x * z;
        return g(y) + g(x);
    }

    [Differentiable(Emit = Both | Derivatives.Hessian), Entry("K12")]
    public static double NamedAndOptional(double y) => Product(b: y);

    private static double Product(double a = 2, double b = 1) => a * b;

    [Differentiable(Emit = Both | Derivatives.Hessian), Entry("K13")]
    public static double OfParams(double x, double y) => SumOfSquares(x, y, 1.0);

    private static double SumOfSquares(params double[] xs)
    {
        double sum = 0;
        foreach (double x in xs) sum += x * x;
        return sum;
    }
}

/// <summary>What surrounds a method: other methods of its name, the context of its arithmetic.</summary>
public static partial class Surroundings
{
    [Differentiable(Emit = Both), Entry("G03")]
    public static double Overloaded(double x) => x * x;

    [Differentiable(Emit = Derivatives.Gradient)]
    public static double Overloaded(double x, double y) => x * y;

    [Differentiable(Emit = Both), Entry("G09")]
    public static double InContexts(double x)
    {
        int n = 3;
        int wrapped = unchecked(int.MaxValue + n);
        double sum = checked(x * x + n);
        return unchecked(sum - n) + (wrapped < 0 ? 0 : 1);
    }
}

public sealed class SurroundingsTests
{
    [Fact]
    public void EachOverloadHasItsDerivative()
    {
        Assert.Equal(4, Surroundings.OverloadedGradient(2));
        Assert.Equal((3, 2), Surroundings.OverloadedGradient(2, 3));
    }
}
