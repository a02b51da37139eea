using System.Reflection;
using System.Reflection.Emit;

namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>Calls a method with spans and references among its parameters, which reflection cannot.</summary>
public static class Invoker
{
    private delegate object? Call(object? instance, object?[] arguments);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<MethodInfo, Call> Calls = new();

    /// <summary>What is passed by reference is written back into <paramref name="arguments"/>.</summary>
    public static object? Invoke(MethodInfo method, object? instance, object?[] arguments) => Calls.GetOrAdd(method, Compile)(instance, arguments);

    private static Call Compile(MethodInfo method)
    {
        Type[] signature = [typeof(object), typeof(object[])];
        var dynamic = new DynamicMethod("Call" + method.Name, typeof(object), signature, method.Module, skipVisibility: true);
        ILGenerator il = dynamic.GetILGenerator();
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
        return dynamic.CreateDelegate<Call>();
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
