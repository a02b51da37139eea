namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Objects that a method makes and changes, by whatever name.</summary>
public static partial class ChangedObjects
{
    private const Derivatives OfReal = Modes.Both | Derivatives.Vjp | Derivatives.Hessian;

    [Differentiable(Emit = OfReal)]
    [Point("1 2 4 -1", 0.5)]
    public static double Accumulated(double[] v, double x)
    {
        var moments = new Moments();
        foreach (double t in v) moments.Add(t * x);
        return moments.Add(x).Add(double.NaN).Variance + moments.Mean * moments.Count;
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double Moved(double x, double speed)
    {
        var particle = new Particle(x, speed);
        for (int i = 0; i < 5; i++)
        {
            particle.Step(0.1);
            if (particle.X > 1) particle.Speed *= 0.9;
        }

        Push(particle, speed);
        particle.Speed += x;
        particle[2] = particle[3];
        return particle.X * particle.Velocity.X;
    }

    private static void Push(Particle pushed, double force)
    {
        if (force < 0) return;
        pushed.Speed += force * pushed.X;
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double Named(double a, double b)
    {
        var p = new Particle(a);
        var q = p;
        q.X *= b;
        q = new Particle(b) { Speed = a, X = p.X + 1 };
        q.X += p.X;
        var kept = p;
        p = q;
        p.X *= p.X;
        kept.X += q.Speed;
        (var r, double factor) = (kept, p.X);
        r.X *= factor;
        return p.X * q.X + kept.X;
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double InOrder(double a, double b)
    {
        var p = new Particle(a);
        double sum = p.X + p.Next() * p.X + (p.X = b) * p.Next();
        Scale(ref p.X, p.Next());
        double before = p.X++;
        p.Velocity = new Vec3(before, p.X, 1);
        p.Velocity.Scale(p.Velocity.Y);
        ref double y = ref p.Velocity.Y;
        y += p.X;
        return sum + p.X * p.Velocity.Length;
    }

    private static void Scale(ref double x, double factor) => x *= factor;

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double Inside(double a, double b)
    {
        var first = new Particle(a, b);
        var pair = new Pair(first, new Particle(b)) { Length = 1 };
        pair.First.Step(0.5);
        pair.Note(pair.First.X);
        pair.Second.X *= first.X;
        pair.Note(pair.Second.X);
        pair.Second = pair.First;
        pair.Second.X *= 3;
        var other = new Pair(pair.Second, first) { History = pair.History };
        other.Note(first.X * a);
        double sum = 0;
        for (int i = 0; i < pair.History.Length; i++) sum += i * pair.History[i];
        return sum * first.X + other.First.X;
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    [Point(1.5, 0.3)]
    public static double Overridden(double a, double b)
    {
        Particle particle = new Damped(a, b, 0.3 * b);
        Particle plain = new Particle(a, b);
        for (int i = 0; i < 3; i++)
        {
            Advance(particle);
            Advance(plain);
            var copy = new Damped(particle.X, plain.X, 1) { Damping = a };
            copy.Step(0.5);
            plain.X += copy.X * copy.Damping;
        }

        return particle.X * plain.X + particle.Speed;
    }

    private static void Advance(Particle particle)
    {
        Action<double> step = particle.Step;
        step(0.2);
        particle.Step(0.1);
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double ThroughInterfaces(double a, double b)
    {
        IPotential harmonic = new Harmonic { Strength = a };
        IPotential quartic = new Quartic { Strength = b };
        harmonic.Strength = b * b;
        quartic.Strength *= a;
        return Sum(harmonic, b) * harmonic.Strength + Sum(quartic, a);
    }

    private static double Sum(IPotential potential, double x)
    {
        double sum = potential.Twice(x);
        for (int i = 0; i < 3; i++) sum += potential.At(x + i);
        potential.Strength += x;
        return sum;
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double InConstructors(double a, double b)
    {
        var shifted = new Shift(a);
        shifted.Start += b;
        return shifted.Value * b;
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double Captured(double a, double b)
    {
        var box = new Box<double>(a);
        var outer = new Box<Box<double>>(box);
        Func<double, double> add = x => box.Content += x;
        double first = add(b) * add(a);
        Double();
        outer.Content.Content += first;
        outer.Content = new Box<double>(b);
        outer.Content.Content *= a;
        return box.Content * outer.Content.Content;
        void Double() => box.Content *= 2;
    }

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double Records(double a, double b)
    {
        var setting = new Setting(a) { Offset = b };
        Setting copy = setting with { Rate = b };
        copy.Decay += a;
        setting.Decay *= copy.Decay;
        Setting same = setting;
        same.Offset = copy.Rate * setting.Rate;
        return setting.Offset * copy.Offset + setting.Decay * copy.Decay;
    }

    [Differentiable(Emit = OfReal)]
    [Point("0.5 1 -2", 0.3)]
    public static double ObjectsOfLoops(double[] v, double x)
    {
        double sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            var state = new Setting(v[i] * x);
            for (int k = 0; k < 3; k++)
            {
                state.Offset += state.Decay;
                state.Decay *= x;
                if (state.Offset > 10) break;
            }

            sum += state.Offset * state.Rate;
        }

        return sum;
    }

    /// <summary>Nobody changes them, so that a variable may hold one after the other.</summary>
    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double Replaced(double a, double b)
    {
        var wave = new Wave(a, b);
        for (int i = 0; i < 3; i++) wave = new Wave(wave.At(a), wave.Amplitude);
        return wave.At(b);
    }
}

/// <summary>Derived types as parameters.</summary>
public record Signal(double Gain, double Bias)
{
    public double Apply(double x) => Gain * x + Bias;
}

public sealed record Filter(double Gain, double Pole) : Signal(Gain, 1)
{
    public double[] Taps { get; init; } = [];
}

public class Machine
{
    public double Power;

    public Machine(double power) => Power = power;

    public virtual double Output(double x) => Power * x;
}

public sealed class Turbine : Machine
{
    public Turbine(double power, double loss)
        : base(power) => Loss = loss;

    public double Loss { get; }

    public override double Output(double x) => base.Output(x) - Loss * x * x;
}

public static partial class DerivedTypes
{
    [Differentiable(Emit = Modes.Both | Derivatives.Jacobian | Derivatives.Vjp)]
    [Point("2|0.5|0.3|1 2", 3.0)]
    public static double OfRecord(Filter filter, double x)
    {
        double y = filter.Apply(x) * filter.Pole;
        foreach (double tap in filter.Taps) y += tap * y;
        return y;
    }

    [Differentiable(Emit = Modes.Both | Derivatives.Jacobian | Derivatives.Vjp)]
    [Point("2 0.5", 3.0)]
    public static double OfClass(Turbine turbine, double x) => turbine.Output(x) * turbine.Power;
}
