namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Hunted
{
    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4", 0.7)]
    public static double SwitchInALoopLeavesBoth(double[] a, double x)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i++)
        {
            switch (i % 4)
            {
                case 0:
                    r *= a[i];
                    continue;
                case 1 when r < x:
                    r += x * a[i];
                    break;
                case 3:
                    for (int j = i; ; j--)
                    {
                        if (j < 1) break;
                        if (j == 2) continue;
                        r += r * a[j];
                    }

                    goto default;
                default:
                    if (i > 4) return r * x;
                    r -= a[i] * a[i];
                    break;
            }

            r *= x;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point(2.0, 0.7, int.MinValue), Point(2.0, 0.7, 0), Point(2.0, 0.7, 3)]
    public static double LimitAtTheEndOfItsType(double s, double x, int n)
    {
        for (int i = 0; i < n; i++) s = s * 0.5 + x * Math.Sin(s);
        return s * x;
    }

    [Differentiable(Emit = Both), Point(2.0, 0.7, int.MaxValue), Point(2.0, 0.7, 0), Point(2.0, 0.7, -3)]
    public static double LimitAtTheUpperEndOfItsType(double s, double x, int n)
    {
        for (int i = 0; i > n; i--) s = s * 0.5 + x * Math.Sin(s);
        return s * x;
    }

    [Differentiable(Emit = Both), Point("1 2 3; 4 5 6; 7 8 9", 4.5), Point("1 2 3; 4 5 6; 7 8 9", 99), Point("1 2 3; 4 5 6; 7 8 9", 0.5)]
    public static double ReturnFromNestedLoops(double[,] a, double limit)
    {
        double r = 1;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                if (a[i, j] > limit) return r * a[i, j] * limit;
                if ((i + j) % 3 == 1) continue;
                r = r * 0.5 + a[i, j] * r;
            }

            if (r > 1e4) break;
        }

        return -r;
    }

    [Differentiable(Emit = Both), Point(0.7, 3), Point(1.7, 3), Point(-0.4, 3), Point(9.5, 3)]
    public static double PatternsOfEveryKind(double x, int n) => x switch
    {
        > 0 and < 1 when n > 2 => x * x,
        >= 1 and not > 5 => Math.Log(x) * n,
        < 0 or double.NaN => -x * n,
        var y when y * y > 80 => y * y * y,
        _ => 0,
    };

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ConditionWithSideEffects(double x, double y)
    {
        int n = 0;
        while (n++ < 4 && (x *= y) < 2)
        {
            y += 0.1 * x;
            if (n == 2) n++;
        }

        return x * y * n;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3), Point(3, 1.3)]
    public static double DoWithContinue(double x, double y)
    {
        int n = 0;
        double r = 1;
        do
        {
            n++;
            if (n % 2 == 0) continue;
            r *= x + n * y;
            if (r > 50) break;
        }
        while ((y += 0.5 * x) < 6);
        return r * y;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4")]
    public static double BoundThatShrinks(double[] a)
    {
        int n = a.Length;
        double r = 0;
        for (int i = 0; i < n; i++)
        {
            r += a[i] * a[n - 1];
            if (a[i] > 0.25) n--;
            a[n - 1] *= r;
        }

        return r * n;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4")]
    public static double CounterMovedInside(double[] a)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i += 2)
        {
            r = r * a[i] + 1;
            if (i == 2) i--;
            else if (a[i] > 0.8) i += 3;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4")]
    public static double SameNamesInSiblingScopes(double[] a)
    {
        double r = 1;
        for (int i = 0; i < 3; i++) { double t = a[i] * r; r += t * t; }
        for (int i = 5; i > 2; i--) { double t = a[i] + r; r *= t; }
        { double t = r * r; { int i = 1; r = t * a[i]; } }
        for (int i = 0, j = 5; i < j; i++, j -= 2) { double t = a[i] * a[j]; r += t * r; }
        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4", 2), Point("0.3 0.1 0.9 0.5 0.2 0.4", 0), Point("0.3 0.1 0.9 0.5 0.2 0.4", 1)]
    public static double LoopsOfNoAndOneIteration(double[] a, int n)
    {
        double r = a[5];
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j += 2) r = Math.Sin(r) * a[j];
            for (int j = n; j-- > i;) r += Math.Cos(r * a[j]);
            for (int j = n - 1; j >= 1; j -= 3) { r *= r; a[j] *= r; }
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4")]
    public static double RunningMaximumAndWhereItWas(double[] a)
    {
        double top = double.NegativeInfinity, second = double.NegativeInfinity;
        int at = -1;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > top) (top, second, at) = (a[i], top, i);
            else if (a[i] > second) second = a[i];
        }

        return top * second + a[at] * a[(at + 1) % a.Length];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4", "0 1 1 0 2 1")]
    public static double StatesOfAnAutomaton(double[] a, double[] commands)
    {
        int state = 0;
        double r = 1, held = 0;
        foreach (double c in commands)
        {
            (state, r) = (state, c) switch
            {
                (0, < 0.5) => (1, r * a[state]),
                (1, _) when c > 0.5 => (2, r + a[state] * held),
                (2, >= 0.5) => (3, r * r * c),
                _ => (0, r - a[state + 1] * c),
            };
            held = r * a[state] + held;
        }

        return r * held;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3), Point(1.3, 0.7), Point(-0.7, -1.3)]
    public static double ChainOfConditionals(double x, double y)
    {
        double t = x > y ? (x > 0 ? (y *= 2) * x : -x) : y < 0 ? x / y : (x += y) > 1 ? x * x : Math.Exp(x);
        return t * x * y;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3), Point(1.3, 0.7)]
    public static double ShortCircuitsWithSideEffects(double x, double y)
    {
        int n = 0;
        bool Raise(ref double v) { v *= 1 + ++n; return v > 2; }
        if (Raise(ref x) && Raise(ref y) || Raise(ref x) & !Raise(ref y)) x += y * n;
        else y -= x;
        return x * y + n;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double FlagsDecidedInTheLoop(double[] a, double x)
    {
        bool seen = false, done = false;
        double r = 0;
        for (int i = 0; i < a.Length && !done; i++)
        {
            if (seen) r += r * a[i];
            seen |= a[i] < 0.2;
            done = seen & r > x;
            r += done ? a[i] * x : seen ? x : a[i] * a[i];
        }

        return r;
    }

    [Differentiable(Emit = Both), Point(2.0), Point(0.3)]
    public static double NewtonWithTwoExits(double x)
    {
        double y = 1;
        for (int k = 0; ; k++)
        {
            double step = (y * y - x) / (2 * y);
            if (Math.Abs(step) < 1e-14) return y;
            y -= step;
            if (k == 50) break;
        }

        return double.NaN;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4", 0.7)]
    public static double LoopsInsideALoopThatStops(double[] a, double x)
    {
        double r = x;
        int i = 0;
        while (true)
        {
            double local = 1;
            for (int j = i; j < a.Length; j += i + 1) { local *= 1 + a[j] * r; if (local > 2.5) break; }
            r = r * 0.5 + local * a[i];
            foreach (double v in a.AsSpan(i))
            {
                if (v > 0.6) { r *= v; break; }
                r += v * v;
            }

            if (++i >= a.Length || r > 4) break;
        }

        return r * i;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9", 0.7), Point("0.3 0.1 1.9", 0.7)]
    public static double LocalFunctionThatReturnsEarlyInALoop(double[] a, double x)
    {
        double s = 0;
        int calls = 0;
        double First(double bound)
        {
            calls++;
            for (int i = 0; i < a.Length; i++)
            {
                s += a[i];
                if (a[i] * x > bound) return a[i] * s;
            }

            return s * x;
        }

        return First(0.05) * First(0.5) + First(9) * calls;
    }
}
