namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G5: switches, early returns, effects.</summary>
public static partial class Returns
{
    public enum Operation
    {
        Add,
        Sub,
        Mul,
        Div,
    }

    public static List<double> Log { get; } = [];

    [Differentiable(Emit = Both), Entry("R02", Constants = ["Mul"])]
    public static double R02(double x, double y, Operation op) => op switch
    {
        Operation.Add => x + y,
        Operation.Sub => x - y,
        Operation.Mul => x * y,
        Operation.Div => x / y,
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    [Differentiable(Emit = Both), Entry("R03")]
    public static double R03(double u, double v)
    {
        double r = 0;
        for (int i = 0; i < 5; i++)
        {
            switch (i)
            {
                case 0:
                case 1:
                case 2:
                    r += u;
                    break;
                default:
                    r += v;
                    break;
            }
        }

        return r;
    }

    [Differentiable(Emit = Both), Entry("R04"), Convention("3 0", "0 0")]
    public static double R04(double x, double y)
    {
        if (y == 0) return 1;
        double n = y;
        double a = n + x;
        double b = n;
        a *= b;
        return a + 2 * x;
    }

    [Differentiable(Emit = Both), Entry("R05")]
    public static double R05(double x, double y)
    {
        double s = 0;
        for (int i = 0; i < 5; i++)
        {
            s += x * y;
            if (s > 20) return s;
        }

        return s;
    }

    [Differentiable(Emit = Both), Entry("R06")]
    public static double R06(double c0, double c1, double c2, int k = 2)
    {
        if (k == 2) return c2 + c1 + c0;
        double product = 1;
        for (int i = 0; i < k; i++) product *= c0 + i * c1;
        return product;
    }

    [Differentiable(Emit = Both), Entry("R08")]
    public static double R08(double x)
    {
        double r = x * 3;
        return r;
#pragma warning disable CS0162 // Unreachable on purpose.
        r = x * x * 100;
        return r + 1;
#pragma warning restore CS0162
    }

    [Differentiable(Emit = Both), Entry("R11")]
    public static double R11(double x)
    {
        Console.WriteLine(x);
        return x * x;
    }

    [Differentiable(Emit = Both), Entry("R13")]
    public static double R13(double x) => x * x + 1;

    [Differentiable(Emit = Both), Entry("R13")]
    public static double R13ByLocalFunction(double x)
    {
        return SquarePlusOne();

        double SquarePlusOne() => x * x + 1;
    }

    [Differentiable(Emit = Both), Entry("R13")]
    public static double R13ByStaticLocalFunction(double x)
    {
        static double SquarePlusOne(double u)
        {
            return u * u + 1;
        }

        return SquarePlusOne(x);
    }
}
