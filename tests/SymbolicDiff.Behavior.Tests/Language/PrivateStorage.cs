namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Arrays and scalars outside of a loop that belong to one iteration each, and some that do not; values that loops change by steps.</summary>
public static partial class PrivateStorage
{
    [Differentiable(Emit = Second), Point("0.5 -0.3 0.8", "1.2 0.4"), Point("0.5 -0.3 0.8", "")]
    public static double PowersInScratch(double[] c, double[] x)
    {
        double[] powers = new double[c.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            powers[0] = 1;
            for (int j = 1; j < powers.Length; j++) powers[j] = powers[j - 1] * x[i];
            double residual = -1.5;
            for (int j = 0; j < c.Length; j++) residual += c[j] * powers[j];
            sum += residual * residual;
        }

        return 0.5 * sum;
    }

    [Differentiable(Emit = Both), Point("0.1 0.2; 0.3 -0.5", "0.4 0.1; -0.2 0.3", "0.7; 0.9", "1 2; 0.5 0.2; -1 0.3")]
    public static double Mixture(double[][] mu, double[][] q, double[][] l, double[][] x)
    {
        int d = mu[0].Length;
        double[][] diagonal = new double[mu.Length][];
        for (int k = 0; k < mu.Length; k++)
        {
            diagonal[k] = new double[d];
            for (int j = 0; j < d; j++) diagonal[k][j] = Math.Exp(q[k][j]);
        }

        double[] terms = new double[mu.Length], centred = new double[d], transformed = new double[d];
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < mu.Length; k++)
            {
                for (int j = 0; j < d; j++) centred[j] = x[i][j] - mu[k][j];
                Transform(diagonal[k], l[k], centred, transformed);
                double square = 0;
                foreach (double t in transformed) square += t * t;
                terms[k] = -0.5 * square;
            }

            double sum = 0;
            foreach (double t in terms) sum += Math.Exp(t);
            total += Math.Log(sum);
        }

        return total - diagonal[0][0];
    }

    private static void Transform(double[] diagonal, double[] lower, double[] given, double[] result)
    {
        for (int j = 0; j < given.Length; j++) result[j] = diagonal[j] * given[j];
        int next = 0;
        for (int column = 0; column < given.Length; column++)
            for (int row = column + 1; row < given.Length; row++) result[row] += lower[next++] * given[column];
    }

    [Differentiable(Emit = Second), Point("0.1 0.7 -0.4 0.9 1.3 0.2", 2), Point("0.1 0.7", 2)]
    public static double Pairs(double[] points, int d)
    {
        double[] difference = new double[d];
        double total = 0;
        int n = points.Length / d;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                for (int k = 0; k < d; k++) difference[k] = points[i * d + k] - points[j * d + k];
                double square = 0;
                foreach (double t in difference) square += t * t;
                total += Math.Exp(-square);
            }
        }

        return total;
    }

    [Differentiable(Emit = Second), Point("1 2 3 4 5", "2 0 0.5 3", 2)]
    public static double Substitutions(double[] y, double[] l, int n)
    {
        double[] z = new double[n];
        double sum = 0;
        for (int s = 0; s + n <= y.Length; s += n)
        {
            for (int i = 0; i < n; i++)
            {
                double t = y[s + i];
                for (int j = 0; j < i; j++) t -= l[i * n + j] * z[j];
                z[i] = t / l[i * n + i];
            }

            for (int i = n - 1; i >= 0; i--) sum += z[i] * z[i];
        }

        return sum;
    }

    /// <summary>From the last to the first, each from the ones behind it.</summary>
    [Differentiable(Emit = Both), Point("1 2 3 0.4 5 6", 3)]
    public static double BackSubstitutions(double[] a, int n)
    {
        double[] z = new double[n];
        double sum = 0;
        for (int s = 0; s < a.Length; s++)
        {
            for (int i = n - 1; i >= 0; i--)
            {
                double t = a[s];
                for (int j = n - 1; j > i; j--) t -= z[j] * z[j] * a[i];
                z[i] = t * a[i] / 10;
            }

            sum += z[0] * z[n - 1];
        }

        return sum;
    }

    [Differentiable(Emit = Both), Point("0.5 -0.3 0.8 2.5 0.1"), Point("3 1")]
    public static double Left(double[] x)
    {
        double[] scratch = new double[2];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            scratch[0] = Math.Sin(x[i]);
            if (scratch[0] * x[i] > 0.9) break;
            if (x[i] < 0) continue;
            scratch[1] = scratch[0] * x[i];
            sum += scratch[1] * scratch[0];
            if (sum > 100) return sum;
        }

        return 2 * sum;
    }

    /// <summary>What one iteration leaves another reads.</summary>
    [Differentiable(Emit = Both), Point("0.5 -0.3 0.8 2.5 0.1")]
    public static double Stale(double[] x)
    {
        double[] scratch = new double[3];
        double sum = 0, last = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < i && j < 3; j++) scratch[j] = x[i] * x[j];
            for (int j = 0; j < 3; j++) sum += scratch[j] * Math.Sin(x[i]);
            if (x[i] > 0) last = x[i];
            sum += last * x[i];
        }

        return sum;
    }

    [Differentiable(Emit = Both), Point("0.5 -0.3 0.8 2.5 0.1")]
    public static double KeptForAfterwards(double[] x)
    {
        double[] scratch = new double[2];
        double t = 0, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            scratch[0] = Math.Sin(x[i]);
            scratch[1] = scratch[0] * x[i];
            t = scratch[1];
            sum += t * scratch[0];
        }

        return sum + scratch[0] * t;
    }

    [Differentiable(Emit = Both), Point("0.5 -0.3 0.8 2.5 0.1")]
    public static double Exchanged(double[] x)
    {
        double[] a = new double[2], b = new double[2];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            a[0] = x[i];
            a[1] = x[i] * x[0];
            sum += a[0] * a[1] * (b[0] + b[1]);
            (a, b) = (b, a);
        }

        return sum;
    }

    [Differentiable(Emit = Both), Throws("0.5 0.3 0.8", 2), Point("0.5 0.3 0.8", 3)]
    public static double TooShort(double[] x, int n)
    {
        double[] scratch = new double[n];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j <= i; j++) scratch[j] = x[i] * x[j];
            for (int j = 0; j <= i; j++) sum += scratch[j] * scratch[j];
        }

        return sum;
    }

    [Differentiable(Emit = Second), Point("0.5 -0.3 0.8", "0.1 0.2 0.3 0.4 0.5 0.6")]
    public static double Packed(double[] v, double[] packed)
    {
        double sum = 0;
        int next = 0;
        bool odd = false;
        for (int i = 0; i < v.Length; i++)
        {
            double row = 1;
            for (int j = 0; j <= i; j++)
            {
                if (v[j] > 0) row *= Math.Sin(packed[next++] * v[j]);
                else next += 1;
            }

            odd = !odd;
            sum += odd ? row * row : row;
        }

        return Math.Exp(sum);
    }

    [Differentiable(Emit = Second), Point("0.5 -0.3 0.8 1.5"), Point("")]
    public static double Alternating(double[] v)
    {
        double product = 1, sign = 1;
        int at = v.Length;
        for (int i = 0; i < v.Length; i++)
        {
            if (v[i] < 0) continue;
            at--;
            product *= 1 + sign * v[i] * v[at];
            sign = -sign;
        }

        return product * sign;
    }

    /// <summary>Taken back beyond the range of the type.</summary>
    [Differentiable(Emit = Both), Point("0.5 0.3 0.8 1.5")]
    public static double AroundTheCorner(double[] v)
    {
        double product = 1;
        int turn = int.MaxValue - 1;
        foreach (double t in v)
        {
            turn = unchecked(turn + 1);
            for (int j = 0; j < 2; j++) product *= 1 + (turn < 0 ? t * t : t);
        }

        return product;
    }

    /// <summary>A step in a loop that is undone at once, and one in a loop that is not.</summary>
    [Differentiable(Emit = Both), Point("0.5 0.3 0.8 1.5")]
    public static double StepsInTwoLoops(double[] v)
    {
        double sum = 0, product = 1;
        int next = 0;
        for (int i = 0; i < 2; i++) product *= 1 + Math.Sin(v[next++]);
        for (int i = 0; i < 2; i++) sum += Math.Exp(v[next++ % v.Length] * v[i]);
        for (int i = 0; i < 3; i++) product *= 1 + v[next++ % v.Length] * v[i];
        return sum + product * product;
    }

    /// <summary>A step that the code around reads before and behind the loop with it.</summary>
    [Differentiable(Emit = Both), Point("0.5 0.3 0.8 1.5 0.2 0.7")]
    public static double ReadAround(double[] v)
    {
        double product = 1;
        int next = 0;
        for (int i = 0; i < 2; i++)
        {
            product *= 1 + v[next] * v[i];
            for (int j = 0; j < 2; j++) product += Math.Sin(v[next++]) * product;
            product *= 1 + v[next];
        }

        return product;
    }

    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.Vjp), Point("0.5 0.3 0.8 1.5")]
    public static double[] Several(double[] v)
    {
        double[] scratch = new double[v.Length];
        double[] result = new double[2];
        double sign = 1;
        int next = 0;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < v.Length; j++) scratch[j] = v[j] * v[i] * sign;
            for (int j = 0; j < v.Length; j++) result[i] += Math.Sin(scratch[j]) * v[next++ / 2];
            sign = -sign;
        }

        return result;
    }
}
