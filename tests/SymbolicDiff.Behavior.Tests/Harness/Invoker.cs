using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>Calls a method with spans and references among its parameters, which reflection cannot.</summary>
public static class Invoker
{
    private delegate object? Call(object? instance, object?[] arguments);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<MethodInfo, Call> Calls = new();

    /// <summary>The assembly with the calls that are saved, and the class in it.</summary>
    private const string Saved = "SymbolicDiff.Behavior.Calls";

    /// <summary>What is passed by reference is written back into <paramref name="arguments"/>.</summary>
    public static object? Invoke(MethodInfo method, object? instance, object?[] arguments) => Calls.GetOrAdd(method, Compile)(instance, arguments);

    /// <summary>Saves all calls that were made as an assembly, where code cannot be compiled when it runs.</summary>
    public static void Save(string path)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(Saved), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule(Saved).DefineType(Saved, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        foreach (MethodInfo method in Calls.Keys)
            Emit(type.DefineMethod(NameOf(method), MethodAttributes.Public | MethodAttributes.Static, typeof(object), Signature).GetILGenerator(), method);
        type.CreateType();
        assembly.Save(path);
    }

    private static Type[] Signature => [typeof(object), typeof(object[])];

    private static MethodInfo Find(string name) =>
        Type.GetType(Saved + ", " + Saved, throwOnError: true)!.GetMethod(name) ?? throw new MissingMethodException(Saved, name);

    /// <summary>The same for all runtimes, which write types in ways of their own.</summary>
    private static string NameOf(MethodInfo method) =>
        $"{NameOf(method.DeclaringType!)}|{method.Name}|{string.Join('|', method.GetGenericArguments().Concat(method.GetParameters().Select(parameter => parameter.ParameterType)).Select(NameOf))}";

    private static string NameOf(Type type)
    {
        if (type.IsGenericParameter) return type.Name; // of the type around a nested one
        if (type.IsByRef) return NameOf(type.GetElementType()!) + "&";
        if (type.IsArray) return NameOf(type.GetElementType()!) + type.GetArrayRank();
        string name = (type.DeclaringType is { } outer ? NameOf(outer) : type.Namespace) + "." + type.Name;
        return name + string.Concat(type.GetGenericArguments().Select(argument => "<" + NameOf(argument)));
    }

    private static Call Compile(MethodInfo method)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported) return Find(NameOf(method)).CreateDelegate<Call>();
        var dynamic = new DynamicMethod("Call" + method.Name, typeof(object), Signature, method.Module, skipVisibility: true);
        Emit(dynamic.GetILGenerator(), method);
        return dynamic.CreateDelegate<Call>();
    }

    private static void Emit(ILGenerator il, MethodInfo method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        var locals = new LocalBuilder?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].ParameterType.IsByRef) continue;
            locals[i] = il.DeclareLocal(parameters[i].ParameterType.GetElementType()!);
            LoadArgument(il, i, locals[i]!.LocalType);
            il.Emit(OpCodes.Stloc, locals[i]!);
        }

        if (!method.IsStatic)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(method.DeclaringType!.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, method.DeclaringType!);
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            if (locals[i] is { } local) il.Emit(OpCodes.Ldloca, local);
            else LoadArgument(il, i, parameters[i].ParameterType);
        }

        il.Emit(OpCodes.Call, method);
        if (method.ReturnType == typeof(void)) il.Emit(OpCodes.Ldnull);
        else if (method.ReturnType.IsValueType) il.Emit(OpCodes.Box, method.ReturnType);
        StoreBack(il, locals);
        il.Emit(OpCodes.Ret);
    }

    private static void LoadArgument(ILGenerator il, int index, Type type)
    {
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
        if (Reals.ElementOfSpan(type) is { } element)
        {
            il.Emit(OpCodes.Castclass, element.MakeArrayType());
            il.Emit(OpCodes.Call, type.GetMethod("op_Implicit", [element.MakeArrayType()])!);
        }
        else
        {
            il.Emit(OpCodes.Unbox_Any, type);
        }
    }

    private static void StoreBack(ILGenerator il, LocalBuilder?[] locals)
    {
        for (int i = 0; i < locals.Length; i++)
        {
            if (locals[i] is not { } local || Reals.ElementOfSpan(local.LocalType) is not null) continue;
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldloc, local);
            if (local.LocalType.IsValueType) il.Emit(OpCodes.Box, local.LocalType);
            il.Emit(OpCodes.Stelem_Ref);
        }
    }
}
