using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>A differentiable method with its emitted derivatives, called with flattened gradients and directions.</summary>
public sealed class Case
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private readonly MethodInfo primal;
    private readonly ParameterInfo[] parameters;

    public Case(MethodInfo primal)
    {
        this.primal = primal;
        parameters = primal.GetParameters();
        CustomAttributeData? attribute = primal.GetCustomAttributesData()
            .FirstOrDefault(data => data.AttributeType == typeof(DifferentiableAttribute));
        string[] named = attribute is { ConstructorArguments: [{ Value: IReadOnlyCollection<CustomAttributeTypedArgument> names }] }
            ? [.. names.Select(name => (string)name.Value!)]
            : [];
        WithRespectTo = [.. Enumerable.Range(0, parameters.Length).Where(i =>
            named.Length == 0 ? Reals.AreIn(parameters[i].ParameterType) && !parameters[i].IsOut : named.Contains(parameters[i].Name))];
        if (named.Length > 0) WithRespectTo = [.. named.Select(name => Array.FindIndex(parameters, parameter => parameter.Name == name))];
        IsSingle = primal.ReturnType == typeof(float) || parameters.Any(parameter => HasSingle(parameter.ParameterType));
    }

    public IReadOnlyList<ParameterInfo> Parameters => parameters;

    public MethodInfo Method => primal;

    /// <summary>The positions of the parameters that are differentiated.</summary>
    public int[] WithRespectTo { get; }

    public bool IsSingle { get; }

    /// <summary>A value, and the arguments as the call left them.</summary>
    public sealed record Outcome(object? Value, object?[] Arguments);

    public sealed record Differentiated(object? Value, double[] Gradient, object?[] Arguments);

    public static object?[] Copy(object?[] arguments) => [.. arguments.Select(Reals.Copy)];

    public Outcome Primal(object?[] arguments)
    {
        object?[] own = Copy(arguments);
        return new Outcome(Call(primal, own), own);
    }

    public double[] Inputs(object?[] arguments) => [.. WithRespectTo.SelectMany(i => Reals.Of(arguments[i]))];

    public object?[] WithInputs(object?[] arguments, double[] inputs)
    {
        object?[] changed = Copy(arguments);
        int next = 0;
        foreach (int i in WithRespectTo) changed[i] = Reals.Replace(changed[i], () => inputs[next++]);
        return changed;
    }

    public Differentiated Gradient(object?[] arguments)
    {
        object?[] own = Copy(arguments);
        object? result = Call(Emitted("Gradient", extra: 0), own);
        return new Differentiated(null, Reals.Of(result), own);
    }

    public Differentiated ValueAndGradient(object?[] arguments)
    {
        object?[] own = Copy(arguments);
        var result = (ITuple)Call(Emitted("ValueAndGradient", extra: 0), own)!;
        double[] gradient = [.. Enumerable.Range(1, result.Length - 1).SelectMany(i => Reals.Of(result[i]))];
        return new Differentiated(result[0], gradient, own);
    }

    public bool HasBuffers => WithRespectTo.Any(i => HoldsStorage(parameters[i].ParameterType))
        && !WithRespectTo.Any(i => parameters[i].ParameterType is { IsClass: true, IsArray: false, IsByRef: false } type && !IsWritable(type));

    /// <summary>The overload that overwrites the caller's buffers, which hold rubbish before.</summary>
    public Differentiated ValueAndGradientIntoBuffers(object?[] arguments)
    {
        object?[] own = Copy(arguments);
        object?[] buffers = [.. WithRespectTo.Select(i => Reals.Replace(own[i], () => 12345.678))];
        object?[] all = [.. own, .. buffers];
        object? value = Call(Emitted("ValueAndGradient", buffers.Length), all);
        return new Differentiated(value, [.. all.Skip(own.Length).SelectMany(Reals.Of)], all[..own.Length]);
    }

    public (object? Value, double Tangent, object?[] Arguments) Jvp(object?[] arguments, double[] direction)
    {
        object?[] own = Copy(arguments);
        int next = 0;
        object?[] tangents = [.. WithRespectTo.Select(i => Reals.Replace(own[i], () => direction[next++]))];
        object?[] all = [.. own, .. tangents];
        var result = (ITuple)Call(Emitted("Jvp", tangents.Length), all)!;
        return (result[0], Convert.ToDouble(result[1], System.Globalization.CultureInfo.InvariantCulture), all[..own.Length]);
    }

    private MethodInfo Emitted(string suffix, int extra)
    {
        Type[] signature = [.. parameters.Select(parameter => parameter.ParameterType)];
        return Beside(primal).SingleOrDefault(method =>
                method.Name == primal.Name + suffix
                && method.GetParameters().Length == signature.Length + extra
                && method.GetParameters().Take(signature.Length).Select(parameter => parameter.ParameterType).SequenceEqual(signature))
            ?? throw new MissingMethodException(primal.DeclaringType!.FullName, primal.Name + suffix);
    }

    /// <summary>The methods of the type; those with the same number of type parameters get the same type arguments.</summary>
    public static IEnumerable<MethodInfo> Beside(MethodInfo method)
    {
        Type[] arguments = method.GetGenericArguments();
        return from other in method.DeclaringType!.GetMethods(All)
               where other.GetGenericArguments().Length == arguments.Length && other.Name.StartsWith(method.Name, StringComparison.Ordinal)
               select arguments.Length == 0 ? other : other.MakeGenericMethod(arguments);
    }

    private object? Call(MethodInfo method, object?[] arguments) =>
        Invoker.Invoke(method, method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!, nonPublic: true), arguments);

    private static bool HoldsStorage(Type type) => type.IsByRef ? HoldsStorage(type.GetElementType()!) : type.IsArray || type == typeof(List<double>) || Reals.ElementOfSpan(type) is not null
        || Reals.IsAggregate(type) && (type.IsClass || Reals.Fields(type).Any(field => HoldsStorage(field.FieldType)));

    /// <summary>Whether each real inside an object can be assigned where it is; arrays are filled.</summary>
    private static bool IsWritable(Type type) => type == typeof(List<double>) || Reals.Fields(type).All(field =>
        !Reals.AreIn(field.FieldType) || field.FieldType.IsArray || !field.IsInitOnly && !type.GetProperties().Any(property =>
            field.Name == $"<{property.Name}>k__BackingField" && (property.SetMethod is null || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Length > 0)));

    private static bool HasSingle(Type type)
    {
        if (type.IsByRef || type.IsArray) return HasSingle(type.GetElementType()!);
        if (Reals.IsAggregate(type) && Reals.Fields(type).Any(field => field.FieldType != type && HasSingle(field.FieldType))) return true;
        return type == typeof(float) || (Reals.ElementOfSpan(type) is { } element && HasSingle(element));
    }
}
