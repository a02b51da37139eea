namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>Methods of a few dozen parameters whose Jacobians and Hessians have no zeros.</summary>
public static partial class Columns
{
    /// <summary>A mixture of waves: as many results as <paramref name="r"/> has elements, each of all parameters.</summary>
    [Differentiable(nameof(x), Emit = Derivatives.Jacobian)]
    public static void Waves(double[] x, double[] r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++) sum += Math.Sin(x[j] * (i + 1)) / (j + 1);
            r[i] = sum * Math.Exp(-sum * sum);
        }
    }

    [Differentiable(nameof(x), Emit = Derivatives.Jacobian, Arithmetic = Arithmetic.Fast)]
    public static void FastWaves(double[] x, double[] r) => Waves(x, r);

    /// <summary>The places of the joints of an arm, each turned about its own axis by turns.</summary>
    [Differentiable(nameof(q), Emit = Derivatives.Jacobian)]
    public static void Arm(double[] q, double[] lengths, double[] places)
    {
        double px = 0, py = 0, pz = 0;
        double ux = 1, uy = 0, uz = 0, vx = 0, vy = 1, vz = 0, wx = 0, wy = 0, wz = 1;
        for (int i = 0; i < q.Length; i++)
        {
            double cos = Math.Cos(q[i]), sin = Math.Sin(q[i]);
            if (i % 2 == 0)
            {
                (ux, vx) = (cos * ux + sin * vx, cos * vx - sin * ux);
                (uy, vy) = (cos * uy + sin * vy, cos * vy - sin * uy);
                (uz, vz) = (cos * uz + sin * vz, cos * vz - sin * uz);
            }
            else
            {
                (ux, wx) = (cos * ux - sin * wx, cos * wx + sin * ux);
                (uy, wy) = (cos * uy - sin * wy, cos * wy + sin * uy);
                (uz, wz) = (cos * uz - sin * wz, cos * wz + sin * uz);
            }

            px += lengths[i] * ux;
            py += lengths[i] * uy;
            pz += lengths[i] * uz;
            places[3 * i] = px;
            places[3 * i + 1] = py;
            places[3 * i + 2] = pz;
        }
    }

    [Differentiable(nameof(q), Emit = Derivatives.Jacobian, Arithmetic = Arithmetic.Fast)]
    public static void FastArm(double[] q, double[] lengths, double[] places) => Arm(q, lengths, places);

    /// <summary>Two layers: arithmetic with few functions.</summary>
    [Differentiable(nameof(x), Emit = Derivatives.Jacobian)]
    public static double[] Layers(double[] x, double[] a, double[] b)
    {
        var hidden = new double[x.Length];
        for (int i = 0; i < hidden.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++) sum += a[i * x.Length + j] * x[j];
            hidden[i] = sum / (1 + Math.Abs(sum));
        }

        var y = new double[b.Length / hidden.Length];
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < hidden.Length; j++) sum += b[i * hidden.Length + j] * hidden[j];
            y[i] = sum * sum;
        }

        return y;
    }

    [Differentiable(nameof(x), Emit = Derivatives.Jacobian, Arithmetic = Arithmetic.Fast)]
    public static double[] FastLayers(double[] x, double[] a, double[] b) => Layers(x, a, b);

    /// <summary>A sum over all pairs, of functions.</summary>
    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Hessian)]
    public static double Pairs(double[] x)
    {
        double sum = 0, energy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(x[i]) * x[i];
            for (int j = 0; j < i; j++) energy += Math.Exp(-x[i] * x[j]);
        }

        return Math.Log(1 + sum * sum) + energy;
    }

    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Hessian, Arithmetic = Arithmetic.Fast)]
    public static double FastPairs(double[] x) => Pairs(x);
}
