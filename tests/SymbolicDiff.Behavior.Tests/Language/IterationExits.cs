namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops that are left early, and loops whose turns depend on data.</summary>
public static partial class IterationExits
{
    [Differentiable(Emit = Both), Point("1 2 3 4 5 6")]
    public static double BreakAndContinueNested(double[] a)
    {
        double r = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (i == 1) continue;
            for (int j = 0; j < a.Length; j++)
            {
                if (j == i) continue;
                if (j > i + 2) break;
                r += a[i] * a[j];
                if (r > 40)
                {
                    r /= a[0] + 1;
                    break;
                }
            }

            if (i == 4) break;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5 6", 30), Point("1 2 3 4 5 6", 3), Point("1 2 3 4 5 6", 1000)]
    public static double ReturnFromDeepInside(double[] a, double limit)
    {
        double r = 0;
        for (int i = 0; i < a.Length; i++)
        {
            int j = 0;
            while (j < a.Length)
            {
                foreach (double element in a)
                {
                    r += element * a[i] * a[j];
                    if (r > limit * 10) return r * limit;
                }

                if (j == 3) break;
                j++;
            }

            switch (i)
            {
                case 2: return r - limit;
                case 1: continue;
                default: r *= 0.5; break;
            }
        }

        return r;
    }

    [Differentiable(Emit = Both), Point(0.5), Point(3)]
    public static double Collatz(double x)
    {
        int n = 7;
        while (n != 1)
        {
            if (n % 2 == 0)
            {
                n /= 2;
                x = x / 2 + 1;
            }
            else
            {
                n = 3 * n + 1;
                x = Math.Sqrt(3 * x + 1);
            }
        }

        return x;
    }

    [Differentiable(Emit = Both), Point(1.3)]
    public static double DataDependentTripCounts(double x)
    {
        double r = 0;
        for (int i = 0; i < 4; i++)
        {
            double t = x + i;
            while (t > 1)
            {
                t /= 2;
                r += t * t;
                for (int j = 0; j < i; j++) r *= 1.01 + t / 100;
            }
        }

        return r;
    }

    [Differentiable(Emit = Both), Point(1.3, 3)]
    public static double TriangularLoops(double x, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
            for (int j = i; j < n; j++)
                for (int k = j; k >= i; k--)
                    r = Math.Sin(r) + x * (i + j * k);
        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3", 0), Point("1 2 3", 2)]
    public static double ZeroTurnsThenUse(double[] a, int n)
    {
        double last = a[0] * a[1];
        for (int i = 0; i < n; i++) last = a[i] * last;
        return last * last;
    }

    [Differentiable(Emit = Both), Point("0.3 0.2", 4)]
    public static double LoopCarriedTwoStates(double[] start, int steps)
    {
        double position = start[0];
        double velocity = start[1];
        for (int t = 0; t < steps; t++)
        {
            double acceleration = -Math.Sin(position) - 0.1 * velocity * velocity;
            (position, velocity) = (position + 0.1 * velocity, velocity + 0.1 * acceleration);
        }

        return position * velocity;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double AssignedOnlyInSomeTurns(double x)
    {
        double last = 0;
        double sum = 0;
        for (int i = 0; i < 6; i++)
        {
            if (i % 2 == 0) last = x * (i + 1);
            sum += last * last;
        }

        return sum + last;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double OverwrittenInBranchOfLoop(double x)
    {
        double a = x;
        double b = x * x;
        for (int i = 0; i < 5; i++)
        {
            if (a > b)
            {
                double t = a * b;
                a = b;
                b = t;
            }
            else
            {
                b = a * 0.9;
                a += b * x;
            }
        }

        return a * b;
    }

    [Differentiable(Emit = Both), Point("3 1 2")]
    public static double RunningMaximum(double[] a)
    {
        double max = a[0];
        double sum = 0;
        for (int i = 1; i < a.Length; i++)
        {
            max = Math.Max(max, a[i] * 1.5);
            sum += max * a[i];
        }

        return sum;
    }

    [Differentiable(Emit = Both), Point("1.5 2 3")]
    public static double SameCounterReused(double[] a)
    {
        int i = 0;
        double r = 1;
        for (; i < 2; i++) r *= a[i];
        for (; i < a.Length; i++) r += a[i] * r;
        while (i > 0) r -= a[--i] / 7;
        return r;
    }
}
