namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>What users of other tools report: a right value beside a wrong derivative, or beside none.</summary>
public static partial class KnownFailures
{
    /// <summary>From the second iteration on the divisor is another one.</summary>
    [Differentiable(Emit = Both), Point(0.7, 1.3, 4), Convention("1 1", "0.25 -0.5")]
    public static double DivisorInsideALoop(double x, double y, int n = 2)
    {
        double r = x;
        for (int i = 0; i < n; i++) r = r / (y + r * i);
        return r;
    }

    [Differentiable(Emit = Both), Point(0.7), Point(-0.7), Point(3)]
    public static double LocalsAfterAnEarlyReturn(double x)
    {
        if (x < 0) return Math.Exp(x);
        double y = x * x;
        if (y > 4) return y * x;
        double z = Math.Sin(y);
        return z * y + x;
    }

    [Differentiable(Emit = Both), Point("0.5 -1.5 2", 0.3)]
    public static double ReferenceToAnElementInsideALoop(double[] v, double k)
    {
        double s = 0;
        for (int i = 0; i < v.Length; i++)
        {
            ref double e = ref v[i];
            e = e * e + k;
            s += e * v[0];
        }

        return s;
    }

    /// <summary>What stands before the continue belongs to the derivative too.</summary>
    [Differentiable(Emit = Both), Point("0.5 -1.5 2 -0.25")]
    public static double ContinueAfterAnAssignment(double[] v)
    {
        double s = 1;
        for (int i = 0; i < v.Length; i++)
        {
            s *= 1 + v[i];
            if (v[i] < 0) continue;
            s += v[i] * v[i];
        }

        return s;
    }

    [Differentiable(nameof(w), Emit = Both), Point("0.5 -1.5", "2 3", 0.7)]
    public static double OneParameterOfThree(double[] w, double[] x, double b) => Linear(w, x, b);

    [Differentiable(nameof(b), Emit = Both), Point("0.5 -1.5", "2 3", 0.7)]
    public static double AnotherParameterOfThree(double[] w, double[] x, double b) => Linear(w, x, b);

    [Differentiable(Emit = Both), Point("0.5 -1.5", "2 3", 0.7)]
    public static double AllParametersOfThree(double[] w, double[] x, double b) => Linear(w, x, b);

    [Differentiable(Emit = Both), Point("0.5 2 -1"), Convention("3 3", "0 1"), Convention("1000 0", "1 0")]
    public static double RunningMaximum(double[] v)
    {
        double maximum = double.NegativeInfinity;
        foreach (double t in v)
            if (t >= maximum) maximum = t;
        return maximum;
    }

    [Differentiable(Emit = Both), Point("0.5 2 -1"), Convention("0 0", "0.5 0.5"), Convention("1000 0", "1 0")]
    public static double LogSumExp(double[] v)
    {
        double maximum = v[0];
        for (int i = 1; i < v.Length; i++) maximum = v[i] > maximum ? v[i] : maximum;
        double sum = 0;
        for (int i = 0; i < v.Length; i++) sum += Math.Exp(v[i] - maximum);
        return Math.Log(sum) + maximum;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3), Point(1.3, 0.7)]
    public static double SeveralLocalsOfOneDeclaration(double x, double y)
    {
        double a = x, b = y, c;
        if (x > y)
        {
            double d = a * b, e = d + a, f;
            f = e * e;
            a = f;
            c = d;
        }
        else
        {
            double d = b / a, e = d * d;
            c = e - d;
        }

        return a * c + b;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3), Convention("2 3", "-3 -2")]
    public static double MinusInFront(double x, double y) => -x * y;

    [Differentiable(Emit = Both), Point(0.7, 1.3), Convention("2 3", "-1 1")]
    public static double MinusInFrontOfASum(double x, double y) => -x + y;

    [Differentiable(Emit = Both), Point(0.7, 1.3), Convention("2 3", "-4 0")]
    public static double MinusInFrontOfAPower(double x, double y) => -(x * x) + 0 * y;

    [Differentiable(Emit = Both), Convention("-1", "2"), Convention("0", "2"), Point(4)]
    public static double BranchNotTaken(double x) => x > 0 ? Math.Sqrt(x) + Math.Log(x) : 2 * x;

    /// <summary>The root of a negative number is computed, and nothing uses it.</summary>
    [Differentiable(Emit = Both), Convention("-1 2", "2 -1"), Point(0.7, 1.3)]
    public static double DeadCodeOutOfItsDomain(double x, double y)
    {
        double dead = Math.Sqrt(x) / (y - y);
        double alsoDead = Math.Log(dead);
        double live = x * y;
        if (live > 1e9) live += alsoDead * 0;
        return live;
    }

    [Differentiable(Emit = Both), Convention("3 2", "0 1"), Point(0.7, 1.3)]
    public static double MinusItself(double x, double y)
    {
        x -= x;
        return x + y;
    }

    [Differentiable(Emit = Both), Convention("3", "12"), Point(0.7)]
    public static double PlusAndTimesItself(double x)
    {
        x += x;
        x *= x;
        return x / 2;
    }

    [Differentiable(Emit = Both), Convention("3", "0"), Point(0.7)]
    public static double DividedByItself(double x)
    {
        x /= x;
        return x;
    }

    [Differentiable(Emit = Both), Convention("2 5", "-12 1"), Point(0.7, 1.3)]
    public static double SwapOfLocals(double x, double y)
    {
        double t = x;
        x = y;
        y = t;
        (x, y) = (y, x);
        (y, x) = (x, y);
        return x - 3 * y * y;
    }

    [Differentiable(Emit = Both), Point("0.5 -1.5 2", 1, 2)]
    public static double SwapOfElements(double[] v, int i, int j)
    {
        for (int k = 0; k < 3; k++)
        {
            (v[i], v[j]) = (v[j], v[i] * v[0]);
            double t = v[0];
            v[0] = v[j];
            v[j] = t;
        }

        return v[0] * v[1] - v[2];
    }

    /// <summary>The counter of the second loop counts something else.</summary>
    [Differentiable(Emit = Both), Point("0.5 -1.5 2", 0.3)]
    public static double OneCounterNameInTwoLoops(double[] v, double k)
    {
        double s = k;
        for (int i = 0; i < v.Length; i++) s = Math.Sin(s) * v[i];
        for (int i = v.Length - 1; i > 0; i -= 2) s = Math.Cos(s) + v[i] * i;
        int n = 0;
        while (n < 2)
        {
            for (int i = 0; i <= n; i++) s = s * s - v[i];
            n++;
        }

        return s;
    }

    [Differentiable(Emit = Both), Convention("3", "6"), Point(0.7)]
    public static double IfThatYieldsMore(double x)
    {
        double r = 0;
        if (x > 0) r = x * x;
        return r;
    }

    [Differentiable(Emit = Both), Convention("3", "27"), Point(0.7)]
    public static double ForThatYieldsMore(double x)
    {
        double r = 1;
        for (int i = 0; i < 3; i++) r *= x;
        return r;
    }

    [Differentiable(Emit = Both), Convention("3", "27"), Point(0.7)]
    public static double WhileThatYieldsMore(double x)
    {
        double r = 1;
        int i = 3;
        while (i-- > 0) r *= x;
        return r;
    }

    [Differentiable(Emit = Both), Convention("1 2 3", "2 4 6")]
    public static double ArrayThatYieldsMore(double[] v)
    {
        double[] squares = new double[v.Length];
        for (int i = 0; i < v.Length; i++) squares[i] = v[i] * v[i];
        double s = 0;
        foreach (double t in squares) s += t;
        return s;
    }

    private static double Linear(double[] w, double[] x, double b)
    {
        double s = b;
        for (int i = 0; i < w.Length; i++) s += w[i] * x[i] * s;
        return s * b;
    }
}
