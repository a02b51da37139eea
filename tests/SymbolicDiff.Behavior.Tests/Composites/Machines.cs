namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Mean and variance in one pass.</summary>
public sealed class Moments
{
    private double sum;
    private double squares;

    public int Count { get; private set; }

    public double Mean => sum / Count;

    public double Variance => squares / Count - Mean * Mean;

    public Moments Add(double x)
    {
        if (double.IsNaN(x)) return this;
        Count++;
        sum += x;
        squares += x * x;
        return this;
    }
}

/// <summary>What moves, with a property that computes.</summary>
public class Particle
{
    public double X;
    public Vec3 Velocity;

    public Particle(double x) => X = x;

    public Particle(double x, double speed)
        : this(x)
    {
        Velocity.X = speed;
        Register(this, 0.25);
    }

    public double Speed
    {
        get => Velocity.X;
        set => Velocity.X = value;
    }

    public double this[int power]
    {
        get => Math.Pow(X, power);
        set => X = value / power;
    }

    public virtual void Step(double dt)
    {
        X += dt * Velocity.X;
        Velocity.X -= dt * X;
    }

    public double Next() => X *= 1.5;

    private static void Register(Particle particle, double shift) => particle.X += shift;
}

/// <summary>Inherits members and overrides a method.</summary>
public class Damped(double x, double speed, double damping) : Particle(x, speed)
{
    public double Damping { get; init; } = damping;

    public override void Step(double dt)
    {
        base.Step(dt);
        Velocity.Scale(1 - dt * Damping);
    }
}

/// <summary>Two objects and an array inside.</summary>
public sealed class Pair(Particle first, Particle second)
{
    public Particle First = first;

    public Particle Second { get; set; } = second;

    public double[] History = new double[4];

    public int Length;

    public void Note(double value) => History[Length++] = value;
}

public interface IPotential
{
    double Strength { get; set; }

    double At(double x);

    double Twice(double x) => 2 * At(x);
}

/// <summary>Implements one member by its own name and one explicitly.</summary>
public sealed class Harmonic : IPotential
{
    public double Strength { get; set; }

    double IPotential.Strength
    {
        get => 3 * Strength;
        set => Strength = value / 2;
    }

    public double At(double x) => 0.5 * Strength * x * x;
}

public class Quartic : IPotential
{
    public double Strength { get; set; }

    public virtual double At(double x) => Strength * Math.Pow(x, 4);
}

/// <summary>A constructor whose base class calls what is overridden.</summary>
public abstract class Model
{
    protected Model(double x) => Start = Initial(x);

    public double Start { get; set; }

    protected abstract double Initial(double x);
}

public sealed class Shift : Model
{
    private readonly double shift = 2;

    public Shift(double x)
        : base(x * x) => shift *= x;

    public double Value => Start * shift;

    protected override double Initial(double x) => x + shift;
}

/// <summary>A type parameter and a record with members that are set.</summary>
public sealed class Box<T>(T content)
{
    public T Content { get; set; } = content;
}

public record Setting(double Rate)
{
    public double Decay { get; set; } = 0.5 * Rate;

    public double Offset;
}
