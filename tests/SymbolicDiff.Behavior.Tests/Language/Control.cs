namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Branches, switches and patterns.</summary>
public static partial class Control
{
    [Differentiable(Emit = Both), Point(0.5), Point(2), Point(-1), Point(7)]
    public static double ElseIfChain(double x)
    {
        if (x < 0) return -x * 3;
        else if (x < 1) return x * x;
        else if (x < 5)
        {
            double t = Math.Log(x);
            return t * t;
        }
        else
        {
            x -= 5;
        }

        return x * 4;
    }

    [Differentiable(Emit = Both), Point(2, 3, 0), Point(2, 3, 1), Point(2, 3, 2), Point(2, 3, 5), Point(2, 3, 9)]
    public static double SwitchStatement(double x, double y, int kind)
    {
        double r = x;
        switch (kind)
        {
            case 0:
                r = x * y;
                break;
            case 1:
            case 2:
                {
                    double t = r * kind;
                    r = t * t;
                    break;
                }

            case > 3 and < 7:
                return y * y;
            default:
                r += y;
                break;
        }

        return r * x;
    }

    [Differentiable(Emit = Both), Point(2), Point(-2), Point(0.5), Point(20)]
    public static double SwitchOnActiveValue(double x)
    {
        switch (x)
        {
            case < 0:
                return -x;
            case > 10:
                return x * x;
            case > 0 and < 1:
                return Math.Sqrt(x);
            default:
                return 1 / x;
        }
    }

    [Differentiable(Emit = Both), Point(2, 3), Point(3, 2), Point(-3, 2)]
    public static double SwitchWithWhen(double x, double y)
    {
        switch (x)
        {
            case > 0 when y > x:
                return x * y;
            case > 0 when x * x > 5:
                return x * x * y;
            default:
                return y - x;
        }
    }

    [Differentiable(Emit = Both), Point(2), Point(-2), Point(0.5), Point(20), Convention("3", "27")]
    public static double SwitchExpression(double x) => x switch
    {
        < 0 => x * x,
        > 0 and < 1 => Math.Exp(x),
        >= 10 or 3 => x * x * x,
        not 4 => 7 * x,
        _ => 1,
    };

    [Differentiable(Emit = Both), Point(2, 0), Point(2, 1), Point(2, 2), Point(2, 7)]
    public static double SwitchExpressionWithWhen(double x, int n) => n switch
    {
        0 => x,
        1 when x > 1 => x * x,
        var m when m > 5 => x * m,
        _ => x / 2,
    } * x;

    [Differentiable(Emit = Both), Point(2, 3), Throws(-2, 3)]
    public static double SwitchExpressionThatThrows(double x, double y) => x switch
    {
        > 0 => x * y,
        _ => throw new ArgumentException("not positive"),
    };

    [Differentiable(Emit = Both), Point(2, "sin"), Point(2, "cos"), Point(2, "other")]
    public static double SwitchOnString(double x, string function) => function switch
    {
        "sin" => Math.Sin(x),
        "cos" => Math.Cos(x),
        _ => x,
    };

    [Differentiable(Emit = Both), Point(2, 1, true), Point(2, 1, false), Point(2, 3, true)]
    public static double SwitchOnTuple(double x, int n, bool flag) => (n, flag) switch
    {
        (1, true) => x * x,
        (1, false) => x,
        _ => 3 * x * x,
    };

    [Differentiable(Emit = Both), Point(2, 5), Point(2, 15), Point(2, 20), Point(2, 6)]
    public static double IsPatterns(double x, int n)
    {
        if (n is > 10 and not 20) return x * x;
        return n is var m && m is 5 or 6 ? x * m : x;
    }

    [Differentiable(Emit = Both), Point(2), Point(4)]
    public static double IsPatternWithVariable(double x)
    {
        if (x * x is > 10 and var square) return square * 2;
        return x;
    }

    [Differentiable(Emit = Both), Point(2, true, true), Point(2, true, false), Point(2, false, true), Point(2, false, false)]
    public static double NestedBranchesThatAssign(double x, bool a, bool b)
    {
        double r = x;
        if (a)
        {
            r *= x;
            if (b) r += Math.Sin(r);
            else r = r * r * r;
            r -= x;
        }
        else if (b)
        {
            r /= 3;
        }

        return r * r;
    }

    [Differentiable(Emit = Both), Point(2), Point(0.5)]
    public static double EmptyBranches(double x)
    {
        if (x > 1)
        {
        }
        else
        {
            x *= 2;
        }

        ;
        return x * x;
    }

    [Differentiable(Emit = Both), Point(2), Throws(-1), Throws("NaN")]
    public static double Guards(double x)
    {
        if (double.IsNaN(x)) throw new ArgumentException("not a number", nameof(x));
        if (x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "negative");
        }

        return Math.Sqrt(x);
    }

    [Differentiable(Emit = Both), Point("1 2"), Throws(""), Throws(null)]
    public static double ThrowHelpers(double[] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentOutOfRangeException.ThrowIfZero(a.Length);
        return a[0] * a[0];
    }

    [Differentiable(Emit = Both), Point(2), Throws(-2)]
    public static double ThrowInConditional(double x) => x > 0 ? Math.Log(x) : throw new InvalidOperationException("log of " + "negative");

    [Differentiable(Emit = Both), Point(2), Throws(-2)]
    public static double ThrowInTheMiddle(double x)
    {
        double r = x * x;
        for (int i = 0; i < 3; i++)
        {
            if (x < 0 && i == 1) throw new InvalidOperationException("turn 1");
            r *= x;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3", 1), Throws("1 2 3", 3), Throws("1 2 3", -1)]
    public static double IndexOutOfRange(double[] a, int i) => a[i] * a[i];

    [Differentiable(Emit = Both), Point(2), Point(-2)]
    public static double EarlyReturns(double x)
    {
        if (x < 0) return x * x;
        double a = x * 3;
        if (a > 100) return a;
        {
            double b = a * a;
            if (b > 30) return b * x;
        }

        return a + x;
    }
}
